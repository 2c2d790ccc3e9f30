package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.CallbackFailedException;
import dev.manticore.migrations.CallbackFile;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.CallbackFailed;
import dev.manticore.migrations.MigrationEvent.CallbackFinished;
import dev.manticore.migrations.MigrationEvent.LeaseAcquired;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanCallback;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows when callbacks are executed, and what becomes of a run in which one of them fails. */
class CallbacksScenario extends Scenario {
    private static final String FAILING = "SELECT 1 / 0;";

    @BeforeEach
    void traces() {
        sql.run("CREATE TABLE trace (n SERIAL, what TEXT, at TIMESTAMPTZ DEFAULT now())");
    }

    private static String trace(String what) {
        return "INSERT INTO trace (what) VALUES ('" + what + "');\n";
    }

    /** A script for each name that says when it was executed; later pairs of names and texts replace it. */
    private static Files files(List<String> names, String... others) {
        List<String> all = new ArrayList<>(names.stream()
                .flatMap(name -> Stream.of(name + ".sql", trace(name)))
                .toList());
        all.addAll(List.of(others));
        return Files.of(all.toArray(String[]::new));
    }

    /** What was executed since the last call. */
    private List<String> traced() {
        List<String> traced = sql.rows("SELECT what FROM trace ORDER BY n");
        sql.run("DELETE FROM trace");
        return traced;
    }

    private List<String> traced(Files files) {
        over(files).migrate();
        return traced();
    }

    private static final List<String> ALL = List.of(
            "beforeMigrate",
            "beforeEachMigrate",
            "afterEachMigrate",
            "afterEachMigrateError",
            "afterVersioned",
            "beforeRepeatables",
            "afterMigrateApplied",
            "afterMigrate",
            "afterMigrateError",
            "beforeUndo",
            "beforeEachUndo",
            "afterEachUndo",
            "afterEachUndoError",
            "afterUndo",
            "afterUndoError",
            "V1__a",
            "V2__b",
            "U1__undo_a",
            "U2__undo_b",
            "R__r");

    @Test
    void surroundMigrations() {
        Files files = files(ALL);

        assertThat(traced(files))
                .containsExactly(
                        "beforeMigrate",
                        "beforeEachMigrate",
                        "V1__a",
                        "afterEachMigrate",
                        "beforeEachMigrate",
                        "V2__b",
                        "afterEachMigrate",
                        "afterVersioned",
                        "beforeRepeatables",
                        "beforeEachMigrate",
                        "R__r",
                        "afterEachMigrate",
                        "afterMigrateApplied",
                        "afterMigrate");
        assertThat(traced(files)).containsExactly("beforeMigrate", "afterVersioned", "afterMigrate");

        over(files).rollback(2);
        assertThat(traced())
                .containsExactly(
                        "beforeUndo",
                        "beforeEachUndo",
                        "U2__undo_b",
                        "afterEachUndo",
                        "beforeEachUndo",
                        "U1__undo_a",
                        "afterEachUndo",
                        "afterUndo");
        over(files).rollback(1);
        assertThat(traced()).as("nothing to revert").isEmpty();
    }

    @Test
    void onTheWayDown() {
        over(files(ALL)).migrate();
        traced();

        over(files(ALL)).migrate(1);

        assertThat(traced())
                .containsExactly("beforeUndo", "beforeEachUndo", "U2__undo_b", "afterEachUndo", "afterUndo");
    }

    @Test
    void ofEachMigrationAreRolledBackWithIt() {
        Files files = files(ALL, "afterEachMigrate.sql", trace("after") + "-- half\n  SELECT missing FROM trace");

        StatementFailedException failure =
                failure(StatementFailedException.class, () -> over(files).migrate());

        assertThat(failure)
                .hasMessageStartingWith("memory/afterEachMigrate.sql:3:" + (place.answersAsPostgres() ? 10 : 3)
                        + ": V1 failed in the callback afterEachMigrate.sql: column \"missing\" does not exist")
                .hasMessageContaining("The migration was rolled back; nothing of it remains. Correct the file");
        assertThat(failure.id()).isEqualTo(Version.of(1));
        assertThat(failure.location().line()).isEqualTo(3);
        assertThat(traced()).containsExactly("beforeMigrate", "afterEachMigrateError", "afterMigrateError");
        assertThat(sql.history()).isEmpty();
    }

    @Test
    void afterAMigrationThatFailsAreExecutedAfterItsRollback() {
        Events events = new Events();
        Files files = files(
                ALL,
                "V2__b.sql",
                trace("V2") + FAILING,
                "afterEachMigrateError.sql",
                trace("afterEachMigrateError") + "SELECT 2 / 0");

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> with(builder -> builder.source(files).listener(events)).migrate());

        assertThat(failure).hasMessageStartingWith("memory/V2__b.sql:2:");
        assertThat(failure.report().steps()).hasSize(1);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(another -> assertThat(another)
                        .isInstanceOf(CallbackFailedException.class)
                        .hasMessageStartingWith("memory/afterEachMigrateError.sql:2:"));
        assertThat(events.of(CallbackFailed.class)).hasSize(1);
        assertThat(traced())
                .containsExactly(
                        "beforeMigrate", "beforeEachMigrate", "V1__a", "afterEachMigrate", "afterMigrateError");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void anUndoThatFails() {
        Files files = files(ALL, "U1__undo_a.sql", FAILING);
        over(files).migrate();
        traced();

        failure(StatementFailedException.class, () -> over(files).rollback(2));

        assertThat(traced())
                .containsExactly(
                        "beforeUndo",
                        "beforeEachUndo",
                        "U2__undo_b",
                        "afterEachUndo",
                        "afterEachUndoError",
                        "afterUndoError");
    }

    @Test
    void thatFailsBeforeMigrationsKeepsThemFromBeingExecuted() {
        Files files = files(ALL, "beforeMigrate__b.sql", "\n" + trace("b") + "SELECT missing FROM trace");

        CallbackFailedException failure =
                failure(CallbackFailedException.class, () -> over(files).migrate());

        assertThat(failure)
                .hasMessageStartingWith("memory/beforeMigrate__b.sql:3:" + column(8)
                        + ": the callback beforeMigrate__b.sql failed: column \"missing\" does not exist")
                .hasMessageContaining("nothing of it remains. No migration was executed. Correct the file");
        assertThat(failure.file())
                .isEqualTo(new CallbackFile(CallbackEvent.BEFORE_MIGRATE, "memory/beforeMigrate__b.sql"));
        assertThat(traced()).containsExactly("beforeMigrate");
        assertThat(sql.history()).isEmpty();
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void thatFailsAfterMigrationsLeavesThem() {
        CallbackFailedException failure = failure(
                CallbackFailedException.class,
                () -> over(files(ALL, "afterMigrate.sql", FAILING)).migrate());

        assertThat(failure).hasMessageContaining("The 3 migrations before it stay as executed. Correct the file");
        assertThat(failure.report().steps()).hasSize(3);
        assertThat(traced()).doesNotContain("afterMigrateError").endsWith("afterMigrateApplied");
        assertThat(traced(files(ALL))).endsWith("afterMigrate");
    }

    @Test
    void areUnderTheLeaseAndTold() {
        Events events = new Events();
        Files files = files(List.of("V1__a", "beforeMigrate", "afterMigrate"));
        over(files).migrate();

        with(builder -> builder.source(files).listener(events)).migrate();

        assertThat(events.of(LeaseAcquired.class)).hasSize(1);
        assertThat(events.of(CallbackFinished.class))
                .extracting(finished -> finished.file().origin())
                .containsExactly("memory/beforeMigrate.sql", "memory/afterMigrate.sql");
        assertThat(events.of(MigrationEvent.RunFinished.class)).hasSize(1);
    }

    /** The first note and the last one are in the transactions of the callbacks. */
    @Test
    void ofAStepwiseMigrationAreNotRepeated() {
        String head = "-- manticore: transaction=none\n";
        List<String> names = List.of("beforeEachMigrate", "afterEachMigrate", "afterMigrateError");
        failure(
                StatementFailedException.class,
                () -> over(files(names, "V1__a.sql", head + FAILING)).migrate());
        assertThat(traced()).containsExactly("beforeEachMigrate", "afterMigrateError");

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(files(names, "V1__a.sql", head + trace("V1"), "afterEachMigrate.sql", FAILING))
                        .migrate());
        assertThat(failure)
                .hasMessageContaining("The statements of the migration were executed, and their changes stay."
                        + " The next run continues with the callback. Correct the file and try again.");
        assertThat(traced()).containsExactly("V1", "afterMigrateError");

        assertThat(traced(files(names, "V1__a.sql", head + trace("V1")))).containsExactly("afterEachMigrate");
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.rows("SELECT migration FROM _migrations_lease")).containsExactly("∅");
    }

    @Test
    void giveSettingsToAStepwiseMigration() {
        String script = """
                -- manticore: transaction=none
                INSERT INTO trace (what) SELECT current_setting('application_name');
                """;
        Files first = files(
                List.of("V1__a"),
                "beforeEachMigrate.sql",
                "SET application_name = 'by callback'",
                "V2__b.sql",
                script + FAILING);
        failure(StatementFailedException.class, () -> over(first).migrate());
        assertThat(traced()).containsExactly("V1__a", "by callback");

        // The callback is not repeated, but its settings are there.
        first.texts().put("V2__b.sql", script + "INSERT INTO trace (what) SELECT current_setting('application_name')");
        assertThat(traced(first)).containsExactly("by callback");
    }

    @Test
    void areReadWithPlaceholders() {
        Subject subject = with(builder -> builder.source(files(
                        List.of("V1__a"),
                        "beforeMigrate.sql",
                        trace("${word} ${manticore:filename}"),
                        "beforeEachMigrate.sql",
                        trace("${word}")))
                .placeholder("word", "value"));

        subject.migrate();

        assertThat(traced()).containsExactly("value beforeMigrate.sql", "value", "V1__a");
    }

    @Test
    void beforeASchemaIsCreated() {
        Files files = files(
                List.of("V1__a", "beforeMigrate"),
                "createSchema.sql",
                "INSERT INTO trace (what) SELECT 'schemas: ' || count(*) FROM information_schema.schemata"
                        + " WHERE schema_name = 'app';");
        Subject subject = with(builder -> builder.source(files).schema("app"));

        subject.migrate();
        assertThat(traced()).containsExactly("schemas: 0", "beforeMigrate", "V1__a");
        subject.migrate();
        assertThat(traced()).containsExactly("schemas: 1", "beforeMigrate");
    }

    @Test
    void thatAreNotExecutedAreNoted() {
        Files files =
                files(List.of("V1__a", "beforeClean", "afterMigrate"), "afterMigrate.sql.conf", "shouldExecute=false");

        assertThat(over(files).migrate().notes())
                .containsExactly(
                        "memory/afterMigrate.sql is not executed, because afterMigrate.sql.conf says"
                                + " shouldExecute=false.",
                        "memory/beforeClean.sql is not executed: callbacks of Flyway's clean are not supported.");
        assertThat(over(files).status().notes()).hasSize(2);
        assertThat(traced()).containsExactly("V1__a");
    }

    @Test
    void thatAreNoTransactionAreRefused() {
        InvalidMigrationsException failure = failure(
                InvalidMigrationsException.class,
                () -> over(files(
                                List.of("V1__a"),
                                "beforeMigrate.sql",
                                "SELECT 1;\n  COMMIT;\nSELECT 2;",
                                "afterMigrate.sql",
                                "VACUUM"))
                        .migrate());

        assertThat(failure.problems())
                .extracting(problem -> problem.location() + " " + problem.kind())
                .containsExactly(
                        "memory/beforeMigrate.sql:2:3 " + Problem.Kind.TRANSACTION_CONTROL,
                        "memory/afterMigrate.sql:1:1 " + Problem.Kind.TRANSACTION_IMPOSSIBLE);
        assertThat(sql.tables()).doesNotContain("_migrations");
    }

    @Test
    void thatAPlanShowsDoTheSameByHand() throws Exception {
        Files files = files(ALL, "V2__b.sql", "-- manticore: transaction=none\n" + trace("V2__b"));
        over(files).initialize();
        Plan plan = over(files).plan(Target.latest());
        try (Connection connection = database.dataSource().getConnection()) {
            for (int step = 0; step <= plan.steps().size(); step++) {
                int next = step;
                for (PlanCallback callback : plan.callbacks()) {
                    if (callback.before() == next) {
                        Sql.run(connection, callback.statements().toArray(String[]::new));
                    }
                }
                if (step < plan.steps().size()) {
                    PlanStep shown = plan.steps().get(step);
                    assertThat(shown.callbacks()).hasSize(2);
                    Sql.run(connection, shown.statements().toArray(String[]::new));
                }
            }
        }
        List<String> byHand = sql.rows("SELECT what, dense_rank() OVER (ORDER BY at) FROM trace ORDER BY n");
        assertThat(byHand).hasSize(14);

        TestDatabase other = Databases.take(place);
        try {
            Sql ours = new Sql(other.dataSource());
            ours.run("CREATE TABLE trace (n SERIAL, what TEXT, at TIMESTAMPTZ DEFAULT now())");
            open(other)
                    .subject(builder -> builder.source(files).lockWait(PATIENCE))
                    .migrate();
            assertThat(byHand)
                    .isEqualTo(ours.rows("SELECT what, dense_rank() OVER (ORDER BY at) FROM trace ORDER BY n"));
        } finally {
            Databases.drop(other);
        }
        assertThat(over(files).migrate().isEmpty()).isTrue();
    }
}
