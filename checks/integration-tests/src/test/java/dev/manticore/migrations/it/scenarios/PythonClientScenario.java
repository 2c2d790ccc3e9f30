package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows that the library and the Python client can each continue a history of the other. */
class PythonClientScenario extends Scenario {
    private static final long TIMESTAMP = 20261123101500L;
    private static final String COLUMNS =
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name ="
                    + " '_migrations' ORDER BY ordinal_position";
    private static final Migration[] MIGRATIONS = {
        table(1), up(2, "SELECT 'not what was applied, and nobody can tell'"), table(3), table(TIMESTAMP)
    };

    @BeforeEach
    void migratedByIt() {
        sql.run(
                PythonClient.CREATE,
                "CREATE TABLE t1 (id INT)",
                PythonClient.insert(1, "first"),
                PythonClient.insert(2, "second"));
    }

    @Test
    void isReadWithoutBeingChanged() {
        List<String> columns = sql.rows(COLUMNS);

        assertThat(over(MIGRATIONS).appliedVersions()).containsExactly(Version.of(1), Version.of(2));
        assertThat(over(MIGRATIONS).status().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(State.APPLIED, State.APPLIED, State.PENDING, State.PENDING);
        assertThat(over(MIGRATIONS).plan(Target.latest()).steps()).hasSize(2);
        assertThat(over(MIGRATIONS).validate().steps()).hasSize(2);
        assertThat(over(MIGRATIONS).migrate(2).isEmpty()).isTrue();

        assertThat(sql.rows(COLUMNS)).isEqualTo(columns).hasSize(3);
        assertThat(sql.tables()).containsExactly("_migrations", "t1");
    }

    @Test
    void isGoneOnWith() {
        MigrationReport report = over(MIGRATIONS).migrate();

        assertThat(report.steps()).extracting(StepReport::id).containsExactly(Version.of(3), Version.of(TIMESTAMP));
        assertThat(sql.rows("SELECT version, description, checksum IS NULL FROM _migrations ORDER BY 1"))
                .containsExactly("1|first|t", "2|second|t", "3|step 3|f", TIMESTAMP + "|step " + TIMESTAMP + "|f");
        assertThat(over(MIGRATIONS).migrate().isEmpty()).isTrue();
    }

    @Test
    void canItselfGoOn() {
        over(MIGRATIONS).migrate();

        sql.run(
                PythonClient.insert(7, "seventh"),
                PythonClient.insert(TIMESTAMP + 1, "later"),
                PythonClient.delete(TIMESTAMP));

        assertThat(sql.rows(PythonClient.SELECT)).containsExactly("1", "2", "3", "7", Long.toString(TIMESTAMP + 1));
        assertThat(over(MIGRATIONS).appliedVersions())
                .containsExactly(Version.of(1), Version.of(2), Version.of(3), Version.of(7), Version.of(TIMESTAMP + 1));
    }

    @Test
    void isAdoptedByInitialize() {
        over(MIGRATIONS).initialize();

        assertThat(sql.rows(COLUMNS))
                .containsExactly(
                        "version|bigint",
                        "description|text",
                        "applied_at|timestamp with time zone",
                        "checksum|text",
                        "execution_ms|bigint",
                        "applied_by|text",
                        "kind|text",
                        "content_checksum|text");
        assertThat(sql.rows(PythonClient.SELECT)).containsExactly("1", "2");
    }

    @Test
    void isRolledBack() {
        Migration[] files = {table(1), both(2, "SELECT 1", "CREATE TABLE reverted (id INT)")};

        over(files).rollback(2);

        assertThat(sql.rows(PythonClient.SELECT)).isEmpty();
        assertThat(sql.tables()).contains("reverted").doesNotContain("t1");
    }

    @Test
    void findsATableOfOursAsItsOwn() {
        sql.run("DROP TABLE _migrations");
        over(table(5)).migrate();

        sql.run(PythonClient.insert(6, "sixth"), PythonClient.delete(5));

        assertThat(sql.rows(PythonClient.SELECT)).containsExactly("6");
        assertThat(sql.rows("SELECT applied_at > now() - interval '1 minute' FROM _migrations"))
                .containsExactly("t");
    }
}
