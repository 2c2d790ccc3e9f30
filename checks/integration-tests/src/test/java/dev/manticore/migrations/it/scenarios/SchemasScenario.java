package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows in which schema the history is kept, and in which schema unqualified names are resolved. */
class SchemasScenario extends Scenario {
    private static final String PLACES = "SELECT table_schema, table_name FROM information_schema.tables"
            + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'crdb_internal', 'pg_extension')"
            + " AND table_type = 'BASE TABLE' ORDER BY 1, 2";

    @ParameterizedTest
    @ValueSource(strings = {"app", "App Schema", "a.b", "he said \"no\"", "größe 😀", "o'clock", "back\\slash", "a,b"})
    void isMadeWhenItIsMissing(String name) {
        Consumer<MigratorBuilder<?>> settings = builder -> builder.schema(name);
        with(settings, tables(2)).migrate();

        assertThat(sql.rows(PLACES))
                .containsExactly(
                        name + "|_migrations",
                        name + "|_migrations_lease",
                        name + "|_migrations_repeatable",
                        name + "|t1",
                        name + "|t2");
        assertThat(with(settings, tables(2)).migrate().isEmpty()).isTrue();
        assertThat(with(settings, tables(2)).status().pending()).hasValue(0);
        with(settings, table(1), table(2), up(3, "-- manticore: transaction=none\nCREATE TABLE t3 AS SELECT * FROM t1"))
                .migrate();
        with(
                        settings,
                        table(1),
                        table(2),
                        both(3, "-- manticore: transaction=none\nCREATE TABLE t3 AS SELECT * FROM t1", "DROP TABLE t3"))
                .migrate(0);
        assertThat(sql.rows(PLACES))
                .containsExactly(name + "|_migrations", name + "|_migrations_lease", name + "|_migrations_repeatable");
    }

    @Test
    void isNotMadeByLooking() {
        Subject subject = with(builder -> builder.schema("app"), table(1));

        assertThat(subject.appliedVersions()).isEmpty();
        assertThat(subject.status().pending()).hasValue(1);
        assertThat(subject.validate().steps()).hasSize(1);

        assertThat(sql.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'app'")).isEmpty();
    }

    /** Nothing that was meant for it lands in another schema. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-- manticore: transaction=none\n"})
    @PostgresOnly("The run does not check there whether the schema exists.")
    void hasToBeThereForAHistoryStoreOfOnesOwn(String header) {
        Subject subject = with(
                builder -> builder.schema("app")
                        .historyStore(HistoryStore.table("ledger", "applied"))
                        .leaseStore(LeaseStore.table("ledger", "applied")),
                up(1, header + "CREATE TABLE a (id INT)"));

        DatabaseErrorException failure = failure(DatabaseErrorException.class, subject::migrate);

        assertThat(failure).hasMessageContainingAll("preparing V1", "schema \"app\" does not exist");
        assertThat(sql.tables()).doesNotContain("a");
        sql.run("CREATE SCHEMA app");
        assertThat(subject.migrate().steps()).hasSize(1);
        assertThat(sql.rows(PLACES)).contains("app|a");
    }

    @Test
    void holdsTheLeaseWhenTheHistoryIsKeptInAnotherOne() {
        Subject subject =
                with(builder -> builder.schema("app").historyStore(HistoryStore.table("ledger", "applied")), table(1));

        DatabaseErrorException failure = failure(DatabaseErrorException.class, subject::migrate);
        assertThat(failure).hasMessageContaining("taking the lease");
        sql.run("CREATE SCHEMA app");
        assertThat(subject.migrate().steps()).hasSize(1);

        assertThat(subject.status().pending()).hasValue(0);
        assertThat(sql.rows(PLACES))
                .containsExactlyInAnyOrder(
                        "app|_migrations_lease", "app|t1", "ledger|applied", "ledger|applied_repeatable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weird \"name", "History", "größe", "a.b", "o'clock"})
    void aTableOfAnyName(String name) {
        Consumer<MigratorBuilder<?>> settings = builder -> builder.table(name);
        with(settings, table(1)).migrate();

        assertThat(sql.rows(PLACES))
                .containsExactlyInAnyOrder(
                        "public|" + name, "public|" + name + "_lease", "public|" + name + "_repeatable", "public|t1");
        assertThat(with(settings, table(1)).migrate().isEmpty()).isTrue();
        assertThat(with(settings, table(1)).status().pending()).hasValue(0);
    }

    @Test
    void twoSchemasAreIndependent() {
        with(builder -> builder.schema("one"), tables(2)).migrate();
        with(builder -> builder.schema("two"), tables(3)).migrate(1);

        assertThat(with(builder -> builder.schema("one"), tables(2)).appliedVersions())
                .containsExactly(Version.of(1), Version.of(2));
        assertThat(with(builder -> builder.schema("two"), tables(3)).appliedVersions())
                .containsExactly(Version.of(1));
        with(builder -> builder.schema("one"), tables(2)).migrate(0);
        assertThat(sql.rows(PLACES)).contains("two|t1").doesNotContain("one|t1");
    }

    @Test
    void otherSchemasOnTheSearchPathStayReachable() {
        sql.run("CREATE TABLE helper AS SELECT 7 AS id");

        with(builder -> builder.schema("app"), up(1, "CREATE TABLE a AS SELECT id FROM helper"))
                .migrate();

        assertThat(sql.rows("SELECT id FROM app.a")).containsExactly("7");
    }

    @Test
    @PostgresOnly("It has no SUPERUSER, and the user may need a password.")
    void theRolesSearchPathIsRespected() {
        Connections role = role("SUPERUSER");
        sql.run("CREATE SCHEMA mine", "ALTER ROLE " + roleName() + " SET search_path = mine, public");

        through(role, tables(1)).migrate();

        assertThat(sql.rows(PLACES))
                .containsExactly(
                        "mine|_migrations", "mine|_migrations_lease", "mine|_migrations_repeatable", "mine|t1");
        assertThat(through(role, tables(1)).migrate().isEmpty()).isTrue();
    }

    @Test
    @PostgresOnly("Its answer to a table without a schema is not documented.")
    void noCurrentSchemaIsAnError() {
        sql.run("ALTER DATABASE " + database.name() + " SET search_path = nowhere");

        DatabaseErrorException failure =
                failure(DatabaseErrorException.class, () -> over(tables(1)).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("3F000");
        assertThat(failure.remedy().toString()).contains("search_path");
        assertThat(sql.rows(PLACES)).isEmpty();
    }

    @Test
    @PostgresOnly("The user may need a password, and the refusal has another text.")
    void aUserWithoutTheRightToCreate() {
        Connections limited = role("");
        sql.run("REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        DatabaseErrorException failure = failure(
                DatabaseErrorException.class, () -> through(limited, tables(1)).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("42501");
        assertThat(failure).hasMessageContaining("permission denied for schema public");
        assertThat(failure.remedy().toString()).contains("Grant");
        assertThat(through(limited, tables(1)).status().pending()).hasValue(1);
    }

    @Test
    @PostgresOnly("The user may need a password, and the refusal has another text.")
    void aUserWithoutTheRightToReadTheHistory() {
        over(tables(1)).migrate();

        DatabaseErrorException failure = failure(
                DatabaseErrorException.class, () -> through(role(""), tables(1)).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("42501");
        assertThat(failure).hasMessageContaining("_migrations");
    }

    @Test
    @PostgresOnly(value = "The defaults of a database do not reach root.", alsoSimulated = true)
    void aReadOnlyConnection() {
        over(tables(1)).migrate();
        sql.run("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");

        DatabaseErrorException failure =
                failure(DatabaseErrorException.class, () -> over(tables(2)).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("25006");
        if (place.answersAsPostgres()) {
            assertThat(failure.remedy().toString())
                    .contains("default_transaction_read_only is on for this database")
                    .doesNotContain("primary");
        }
        MigrationStatus status = over(tables(2)).status();
        assertThat(status.entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(MigrationStatus.State.APPLIED, MigrationStatus.State.PENDING);
        assertThat(over(tables(1)).migrate().isEmpty()).as("nothing to do").isTrue();
    }

    @Test
    @PostgresOnly("The refusal has another text.")
    void aScriptThatMakesItsTransactionReadOnly() {
        DatabaseErrorException failure = failure(
                DatabaseErrorException.class,
                () -> over(up(1, "SET TRANSACTION READ ONLY; SELECT 1")).migrate());

        assertThat(failure.error().sqlState()).isEqualTo("25006");
        assertThat(failure.remedy().toString())
                .contains("Take SET TRANSACTION READ ONLY out of the script")
                .doesNotContain("standby", "primary");
    }

    // Roles belong to the server, not to the database.
    private String roleName() {
        return "role_" + database.name();
    }

    private Connections role(String attributes) {
        sql.run("DROP ROLE IF EXISTS " + roleName(), "CREATE ROLE " + roleName() + " LOGIN " + attributes);
        return open(database.as(roleName()));
    }
}
