package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.StatementFailedException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that an invalid index that a failed CREATE INDEX CONCURRENTLY left is not mistaken for the index that the
 * script asks for.
 */
@PostgresOnly("CONCURRENTLY has no effect, and a failed index is removed.")
class InvalidIndexScenario extends Scenario {
    private static final Migration DUPLICATES = up(1, "CREATE TABLE t AS SELECT 1 AS id FROM generate_series(1, 2)");

    @ParameterizedTest
    @ValueSource(strings = {"", "IF NOT EXISTS "})
    void isBuiltAnew(String ifNotExists) {
        failAndGoOn(builder -> {}, "public", "CREATE UNIQUE INDEX CONCURRENTLY " + ifNotExists + "i ON t (id)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "IF NOT EXISTS "})
    void isBuiltAnewInTheSchemaOfTheBuilder(String ifNotExists) {
        failAndGoOn(
                builder -> builder.schema("app"),
                "app",
                "CREATE UNIQUE INDEX CONCURRENTLY " + ifNotExists + "i ON t (id)");
    }

    /** The run that goes on has another session, whose search_path is not the script's. */
    @ParameterizedTest
    @ValueSource(strings = {"", "IF NOT EXISTS "})
    void isBuiltAnewInTheSchemaOfTheScript(String ifNotExists) {
        sql.run("CREATE SCHEMA hidden");
        failAndGoOn(
                builder -> {},
                "hidden",
                "ALTER TABLE t SET SCHEMA hidden;\nSET search_path = hidden;\nCREATE UNIQUE INDEX CONCURRENTLY "
                        + ifNotExists + "i ON t (id);");
    }

    /** The server cuts its name to 63 bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"CONCURRENTLY ", ""})
    void ofSomebodyElseWithANameThatIsTooLongIsNamed(String concurrently) {
        sql.run("CREATE TABLE t AS SELECT 1 AS id FROM generate_series(1, 2)");
        String name = "i".repeat(70);
        assertThatThrownBy(() -> sql.run("CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON t (id)"))
                .hasMessageContaining("could not create unique index");

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(up(1, "CREATE INDEX " + concurrently + "IF NOT EXISTS " + name + " ON t (id)"))
                        .migrate());

        assertThat(failure).hasMessageContaining("An invalid index ");
        assertThat(sql.history()).isEmpty();
    }

    /** Its owner may still be building it; it must not be dropped. */
    @Test
    void ofSomebodyElseIsNamed() {
        sql.run("CREATE TABLE t AS SELECT 1 AS id FROM generate_series(1, 2)");
        assertThatThrownBy(() -> sql.run("CREATE UNIQUE INDEX CONCURRENTLY i ON t (id)"))
                .hasMessageContaining("could not create unique index");
        Migration migration = up(
                1,
                "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (id);");

        StatementFailedException failure =
                failure(StatementFailedException.class, () -> over(migration).migrate());

        assertThat(failure).hasMessageContaining("An invalid index ");
        assertThat(failure.remedy().toString()).contains("DROP INDEX", "try again");
        assertThat(isValid("public")).isEqualTo("f");
        sql.run("DROP INDEX i");
        over(migration).migrate();
        assertThat(isValid("public")).isEqualTo("t");
        assertThat(sql.history()).containsExactly("1");
    }

    private void failAndGoOn(Consumer<MigratorBuilder<?>> settings, String schema, String script) {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(settings, DUPLICATES, up(2, script)).migrate());
        assertThat(failure.error().sqlState()).isEqualTo("23505");
        assertThat(isValid(schema)).isEqualTo("f");
        sql.run("DELETE FROM " + schema + ".t WHERE ctid = '(0,1)'");

        with(settings, DUPLICATES, up(2, script)).migrate();

        assertThat(isValid(schema)).isEqualTo("t");
        assertThat(sql.row("SELECT version FROM " + (schema.equals("hidden") ? "public" : schema)
                        + "._migrations ORDER BY 1 DESC LIMIT 1"))
                .isEqualTo("2");
    }

    private String isValid(String schema) {
        return sql.row("SELECT indisvalid FROM pg_index WHERE indexrelid = '" + schema + ".i'::regclass");
    }
}
