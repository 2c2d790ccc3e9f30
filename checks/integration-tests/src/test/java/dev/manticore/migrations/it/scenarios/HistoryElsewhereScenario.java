package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that a run uses the history of its own schema and no other, and that it begins no second one where the first one
 * was left behind.
 */
class HistoryElsewhereScenario extends Scenario {
    private static final String TABLES = "SELECT table_schema, table_name FROM information_schema.tables"
            + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'crdb_internal', 'pg_extension')"
            + " AND table_type = 'BASE TABLE' ORDER BY 1, 2";
    private static final String STEPWISE = "-- manticore: transaction=none\n";

    /** Everything that reads the history. */
    @SuppressWarnings("ImmutableEnumChecker") // a call is a function without state
    enum Call {
        MIGRATE(Subject::migrate),
        DOWN_TO_ZERO(subject -> subject.migrate(0)),
        ROLLBACK(subject -> subject.rollback(1)),
        REVERT(subject -> subject.revert(1)),
        PLAN(Subject::validate),
        STATUS(Subject::status),
        APPLIED_VERSIONS(Subject::appliedVersions),
        CREATE(subject -> subject.create("more")),
        RESUME(subject -> subject.resume(Resumption.done())),
        UNLOCK(Subject::unlock),
        INITIALIZE(Subject::initialize);

        private final Consumer<Subject> call;

        Call(Consumer<Subject> call) {
            this.call = call;
        }

        void on(Subject subject) {
            call.accept(subject);
        }
    }

    private static Consumer<MigratorBuilder<?>> schema(String name) {
        return builder -> builder.schema(name);
    }

    private void path(String path) {
        sql.run("ALTER DATABASE " + database.name() + " SET search_path = " + path);
    }

    private Problem refused(Call call, Subject subject) {
        var before = sql.rows(TABLES);
        InvalidMigrationsException failure = failure(InvalidMigrationsException.class, () -> call.on(subject));
        assertThat(failure.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.OTHER_HISTORY);
        assertThat(sql.rows(TABLES)).isEqualTo(before);
        return failure.problems().get(0);
    }

    // ---- another application's ----

    @ParameterizedTest
    @EnumSource(Call.class)
    void oneInALaterSchemaOfTheSearchPathIsNotUsed(Call call) {
        over(tables(1)).migrate();
        sql.run("CREATE SCHEMA tenant2");
        path("tenant2, public");

        Problem problem = refused(call, over(tables(1)));

        assertThat(problem.message()).contains("schema \"tenant2\" has no history", "schema \"public\" has one");
        assertThat(problem.remedy().toString()).contains("MigratorBuilder.schema(..)", "\"tenant2\"", "\"public\"");
    }

    @Test
    void bothCanBeMeant() {
        over(tables(1)).migrate();
        sql.run("CREATE SCHEMA tenant2");
        path("tenant2, public");

        assertThat(with(schema("public"), tables(1)).migrate().isEmpty())
                .as("the one that exists")
                .isTrue();
        assertThat(with(schema("tenant2"), tables(2)).migrate().steps())
                .as("another one")
                .hasSize(2);

        assertThat(over(tables(2)).appliedVersions()).containsExactly(Version.of(1), Version.of(2));
        assertThat(sql.rows(TABLES))
                .containsExactly(
                        "public|_migrations",
                        "public|_migrations_lease",
                        "public|_migrations_repeatable",
                        "public|t1",
                        "tenant2|_migrations",
                        "tenant2|_migrations_lease",
                        "tenant2|_migrations_repeatable",
                        "tenant2|t1",
                        "tenant2|t2");
    }

    /** The default path begins with the schema of the user's name. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @PostgresOnly("The user may need a password.")
    void oneThatTheUserMayNotReadIsNotUsedEither(boolean granted) {
        over(tables(1)).migrate();
        String role = "role_" + database.name();
        sql.run("DROP ROLE IF EXISTS " + role, "CREATE ROLE " + role + " LOGIN", "CREATE SCHEMA AUTHORIZATION " + role);
        if (granted) {
            sql.run("GRANT SELECT ON _migrations, _migrations_lease TO " + role);
        }
        Connections tenant = open(database.as(role));

        Problem problem = refused(Call.MIGRATE, through(tenant, tables(1)));

        assertThat(problem.message()).contains("\"" + role + "\" has no history", "schema \"public\" has one");
        assertThat(through(tenant, schema(role), tables(1)).migrate().steps()).hasSize(1);
        assertThat(through(tenant, tables(1)).migrate().isEmpty()).isTrue();
    }

    /** A table that is no history is no reason to stop, and stays as it is. */
    @Test
    void aTableOfTheSameNameInALaterSchemaIsLeftAlone() {
        sql.run("CREATE TABLE _migrations (version BIGINT, name TEXT)", "CREATE SCHEMA mine");
        path("mine, public");

        assertThat(over(tables(1)).migrate().steps()).hasSize(1);

        assertThat(sql.rows(TABLES))
                .containsExactly(
                        "mine|_migrations",
                        "mine|_migrations_lease",
                        "mine|_migrations_repeatable",
                        "mine|t1",
                        "public|_migrations");
        assertThat(sql.rows("SELECT * FROM public._migrations")).isEmpty();
        assertThat(over(tables(1)).migrate().isEmpty()).isTrue();
    }

    @Test
    void tenantsHaveOneEach() {
        for (int tenant = 1; tenant <= 3; tenant++) {
            assertThat(with(schema("tenant" + tenant), tables(tenant)).migrate().steps())
                    .hasSize(tenant);
        }
        assertThat(with(schema("tenant3"), tables(3)).migrate(0).steps()).hasSize(3);
        assertThat(with(schema("tenant2"), tables(2)).status().pending()).hasValue(0);

        // One without a name is another matter.
        assertThat(refused(Call.MIGRATE, over(tables(1))).message())
                .contains("one of the schemas \"tenant1\", \"tenant2\", \"tenant3\"");
    }

    // ---- one that was left behind ----

    /** Ways to leave a history behind that was found without naming its schema. */
    static Stream<String> changesOfThePath() {
        return Stream.of(
                "ALTER DATABASE %s SET search_path = app",
                "ALTER ROLE %s SET search_path = app",
                "ALTER ROLE %s IN DATABASE %s SET search_path = app, public",
                "ALTER SCHEMA public RENAME TO old; CREATE SCHEMA public",
                "ALTER TABLE _migrations SET SCHEMA app",
                "ALTER TABLE _migrations SET SCHEMA app; ALTER TABLE _migrations_lease SET SCHEMA app");
    }

    @ParameterizedTest
    @MethodSource("changesOfThePath")
    @PostgresOnly("It has no settings of a role in this form, and its tables move in another way.")
    void isFoundAgainBeforeAnythingIsAppliedASecondTime(String change) {
        String role = "role_" + database.name();
        sql.run("DROP ROLE IF EXISTS " + role, "CREATE ROLE " + role + " LOGIN SUPERUSER", "CREATE SCHEMA app");
        through(open(database.as(role)), tables(2)).migrate();
        String name = change.startsWith("ALTER ROLE") ? role : database.name();
        sql.run(change.formatted(name, database.name()).split("; "));

        for (Call call : Call.values()) {
            Problem problem = refused(call, through(open(database.as(role)), tables(3)));
            assertThat(problem.remedy().toString()).contains("MigratorBuilder.schema(..)");
        }
        assertThat(sql.rows("SELECT 1 FROM pg_tables WHERE tablename = 't1'")).hasSize(1);
    }

    @Test
    @PostgresOnly("It has no DO before 24.1.")
    void aScriptThatChangesTheSearchPathIsTheLastOneThatIsRecordedThere() {
        Migration change = up(
                2,
                "CREATE SCHEMA app; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app',"
                        + " current_database()); END $$");
        over(table(1), change).migrate();

        Problem problem = refused(Call.MIGRATE, over(table(1), change, table(3)));

        assertThat(problem.message()).contains("schema \"app\" has no history", "schema \"public\" has one");
        assertThat(with(schema("public"), table(1), change, table(3)).migrate().steps())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void aSchemaThatWasRenamedIsNotCreatedAgain(Call call) {
        with(schema("other"), tables(1)).migrate();
        with(schema("app"), tables(1)).migrate();
        sql.run("ALTER SCHEMA app RENAME TO app2");

        Problem problem = refused(call, with(schema("app"), tables(1)));

        assertThat(problem.message())
                .contains("schema \"app\" has no history", "schema \"app2\" was in \"app\" before");
        assertThat(problem.remedy().toString()).contains("MigratorBuilder.schema(..)", "Migrator.unlock()");
    }

    @Test
    void afterARenamingBothCanBeMeant() {
        with(schema("app"), tables(1)).migrate();
        sql.run("ALTER SCHEMA app RENAME TO app2");

        assertThat(with(schema("app2"), tables(1)).migrate().isEmpty()).isTrue();
        refused(Call.MIGRATE, with(schema("app"), tables(1)));
        with(schema("app2"), tables(1)).unlock();
        assertThat(with(schema("app"), tables(1)).migrate().steps()).hasSize(1);

        assertThat(sql.rows(TABLES)).contains("app|t1", "app2|t1");
    }

    @Test
    void aMigrationOfTheRenamedSchemaNotesItsName() {
        with(schema("app"), tables(1)).migrate();
        sql.run("ALTER SCHEMA app RENAME TO app2");
        with(schema("app2"), tables(2)).migrate();

        assertThat(with(schema("app"), tables(1)).migrate().steps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE app._migrations SET SCHEMA h",
                "ALTER TABLE app._migrations SET SCHEMA h; ALTER TABLE app._migrations_lease SET SCHEMA h"
            })
    void aTableThatWasMovedIsNotCreatedAgain(String change) {
        with(schema("app"), tables(1)).migrate();
        sql.run("CREATE SCHEMA h");
        sql.run(change.split("; "));

        for (Call call : Call.values()) {
            assertThat(refused(call, with(schema("app"), tables(1))).message())
                    .contains("schema \"app\"", "schema \"h\"", "moved");
        }
        assertThat(with(schema("h"), tables(1)).migrate().isEmpty()).isTrue();
    }

    /** What is left of a schema that was dropped with everything in it is nothing. */
    @Test
    void aSchemaThatWasDroppedBeginsAnew() {
        with(schema("other"), tables(1)).migrate();
        with(schema("app"), tables(1)).migrate();
        sql.run("DROP SCHEMA app CASCADE");

        assertThat(with(schema("app"), tables(1)).migrate().steps()).hasSize(1);
    }

    /** A lease that the user may not read is a stranger's. */
    @Test
    @PostgresOnly("The user may need a password.")
    void leasesOfOthersNeedNotBeReadable() {
        with(schema("stranger"), tables(1)).migrate();
        String role = "role_" + database.name();
        sql.run(
                "DROP ROLE IF EXISTS " + role,
                "CREATE ROLE " + role + " LOGIN",
                "CREATE SCHEMA app AUTHORIZATION " + role,
                "GRANT USAGE ON SCHEMA stranger TO " + role);

        assertThat(through(open(database.as(role)), schema("app"), tables(1))
                        .migrate()
                        .steps())
                .hasSize(1);
    }

    // ---- scripts that do away with it ----

    static Stream<String> scriptsThatDoAwayWithTheHistory() {
        return Stream.of(
                "DROP SCHEMA app CASCADE",
                "ALTER SCHEMA app RENAME TO app2",
                "DROP TABLE app._migrations",
                "DROP TABLE _migrations_lease",
                "ALTER TABLE app._migrations SET SCHEMA h",
                "ALTER TABLE app._migrations RENAME TO x");
    }

    @ParameterizedTest
    @MethodSource("scriptsThatDoAwayWithTheHistory")
    @PostgresOnly("Each schema change commits alone; see the next scenario.")
    void anAtomicScriptThatDoesAwayWithItIsRolledBack(String statement) {
        sql.run("CREATE SCHEMA h");
        with(schema("app"), tables(1)).migrate();
        var before = sql.rows(TABLES);

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(schema("app"), table(1), up(2, "CREATE TABLE u (id INT);\n\n" + statement + ";\nSELECT 1"))
                        .migrate());

        assertThat(failure.location().line()).isEqualTo(3);
        assertThat(failure).hasMessageContaining("V2").hasMessageContaining("of the history");
        assertThat(failure.remedy().toString()).contains("rolled back", "history", "MigratorBuilder.schema(..)");
        assertThat(sql.rows(TABLES)).isEqualTo(before);
        assertThat(with(schema("app"), tables(1)).migrate().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("scriptsThatDoAwayWithTheHistory")
    void aStepwiseScriptThatDoesAwayWithItSaysSo(String statement) {
        sql.run("CREATE SCHEMA h");
        with(schema("app"), tables(1)).migrate();
        Migration last = up(2, STEPWISE + "CREATE TABLE h.u (id INT);\n\n" + statement);

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(schema("app"), table(1), last).migrate());

        assertThat(failure.location().line()).isEqualTo(4);
        assertThat(failure).hasMessageContaining("V2").hasMessageContaining("of the history");
        assertThat(failure.remedy().toString()).contains("changes stay", "history", "MigratorBuilder.schema(..)");
    }

    @Test
    void aStepwiseScriptThatRenamesItsSchemaIsFinishedWhereItIsNow() {
        with(schema("app"), tables(1)).migrate();
        Migration rename = up(2, STEPWISE + "ALTER SCHEMA app RENAME TO app2");
        failure(
                StatementFailedException.class,
                () -> with(schema("app"), table(1), rename).migrate());

        refused(Call.MIGRATE, with(schema("app"), table(1), rename));
        // The lease was where it could not be released any more.
        with(schema("app2"), table(1), rename).unlock();
        with(schema("app2"), table(1), rename).resume(Resumption.done());

        assertThat(with(schema("app2"), table(1), rename).migrate().isEmpty()).isTrue();
        assertThat(sql.rows(TABLES))
                .containsExactly(
                        "app2|_migrations", "app2|_migrations_lease", "app2|_migrations_repeatable", "app2|t1");
    }
}
