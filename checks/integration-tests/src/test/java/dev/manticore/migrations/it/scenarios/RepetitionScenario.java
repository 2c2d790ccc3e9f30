package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.it.api.Background;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows that a statement is repeated until it changes no row, each time in a transaction of its own. */
class RepetitionScenario extends Scenario {
    private static final String REPEAT = "-- manticore: repeat=until-empty\n";
    private static final String NOTE =
            "SELECT migration, statements_done, repetitions, rows_changed FROM _migrations_lease";
    private static final String ROWS = "SELECT times, count(*) FROM item WHERE done GROUP BY times ORDER BY 1";

    private final Events events = new Events();

    private static String batch(String lock) {
        return "UPDATE item SET done = true, times = times + 1 WHERE id IN (SELECT id FROM item WHERE NOT done ORDER BY id"
                + " LIMIT 100" + lock + ")";
    }

    private MigrationReport migrate(Migration migration) {
        return with(builder -> builder.listener(events), migration).migrate();
    }

    @BeforeEach
    void insertRows() {
        sql.run(
                "CREATE TABLE item (id INT PRIMARY KEY, done BOOLEAN NOT NULL DEFAULT false, times INT NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT n FROM generate_series(1, 950) AS n");
    }

    @Test
    void everyRowIsChangedOnce() {
        migrate(up(1, "CREATE TABLE before (id INT);\n" + REPEAT + batch("") + ";\nCREATE TABLE after (id INT);"));

        assertThat(sql.rows(ROWS)).containsExactly("1|950");
        assertThat(sql.history()).containsExactly("1");
        assertThat(sql.row(NOTE)).isEqualTo("∅|∅|∅|∅");
        assertThat(events.of(MigrationEvent.StatementRepeated.class))
                .last()
                .returns(1, MigrationEvent.StatementRepeated::statement)
                .returns(11L, MigrationEvent.StatementRepeated::repetitions)
                .returns(950L, MigrationEvent.StatementRepeated::rows)
                .returns(950L, MigrationEvent.StatementRepeated::rowsOfRun);
    }

    @Test
    @PostgresOnly("It has no system column xmin.")
    void eachRepetitionCommitsAlone() {
        migrate(up(1, REPEAT + batch("")));

        assertThat(sql.rows("SELECT count(*) FROM item GROUP BY CAST(xmin AS TEXT) ORDER BY 1"))
                .containsExactly("50", "100", "100", "100", "100", "100", "100", "100", "100", "100");
    }

    @Test
    void aFailureKeepsWhatIsCommittedAndTheNextRunGoesOn() {
        sql.run("ALTER TABLE item ADD CONSTRAINT small CHECK (NOT done OR id <= 300)");
        Migration migration = up(1, REPEAT + batch(""));
        StatementFailedException failure = failure(StatementFailedException.class, () -> migrate(migration));

        assertThat(failure.location().line()).isEqualTo(2);
        assertThat(failure.remedy().toString()).contains("3 repetitions", "300 rows");
        assertThat(sql.row(NOTE)).isEqualTo("1|0|3|300");
        assertThat(over(migration).status().entries().get(0).note())
                .contains("statement 1 was repeated 3 times, 300 rows");

        sql.run("ALTER TABLE item DROP CONSTRAINT small");
        migrate(migration);

        assertThat(sql.rows(ROWS)).containsExactly("1|950");
        assertThat(events.of(MigrationEvent.StatementRepeated.class))
                .last()
                .returns(11L, MigrationEvent.StatementRepeated::repetitions)
                .returns(950L, MigrationEvent.StatementRepeated::rows)
                .returns(650L, MigrationEvent.StatementRepeated::rowsOfRun);
    }

    @Test
    @PostgresOnly("Old versions of it have no SKIP LOCKED.")
    void rowsThatOthersHaveLockedAreChangedInTheEnd() throws SQLException {
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM item WHERE id = 7 FOR UPDATE");
            var run = Background.run(() -> migrate(up(
                    1,
                    "-- manticore: repeat=until-empty until=\"SELECT 1 FROM item WHERE NOT done LIMIT 1\"\n"
                            + batch(" FOR UPDATE SKIP LOCKED"))));
            await().atMost(PATIENCE)
                    .until(() ->
                            !events.of(MigrationEvent.RepetitionDelayed.class).isEmpty());
            assertThat(sql.rows(ROWS)).containsExactly("1|949");
            other.rollback();

            assertThat(run.result().steps()).hasSize(1);
        }
        assertThat(sql.rows(ROWS)).containsExactly("1|950");
    }

    @Test
    @PostgresOnly("It has no lock_timeout before 22.1.")
    void aLockTimeoutLetsOthersGoFirst() throws SQLException {
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM item WHERE id = 7 FOR UPDATE");
            var run = Background.run(
                    () -> migrate(up(1, "-- manticore: lock_timeout=10ms repeat=until-empty\n" + batch(""))));
            await().atMost(PATIENCE)
                    .until(() ->
                            !events.of(MigrationEvent.RepetitionDelayed.class).isEmpty());
            assertThat(sql.rows(ROWS)).isEmpty();
            other.rollback();

            assertThat(run.result().steps()).hasSize(1);
        }
        assertThat(sql.rows(ROWS)).containsExactly("1|950");
    }

    @Test
    @PostgresOnly("It does not list who waits for locks.")
    void pausesGrowWhileASessionWaitsForALock() throws SQLException {
        sql.run("CREATE TABLE crowded (id INT)");
        try (Connection holder = database.dataSource().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE crowded");
            var waiter = Background.run(() -> sql.rows("SELECT id FROM crowded"));
            await().atMost(PATIENCE)
                    .until(() -> sql.row(
                                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = CAST('crowded' AS"
                                            + " regclass)")
                            .equals("1"));
            migrate(up(1, "-- manticore: repeat=until-empty max=2 max-lock-wait=1ms\n" + batch("")));
            holder.rollback();
            assertThat(waiter.result()).isEmpty();
        }
        assertThat(events.of(MigrationEvent.RepetitionDelayed.class))
                .first()
                .extracting(MigrationEvent.RepetitionDelayed::reason)
                .asString()
                .matches("a session has waited \\d+ ms for a lock");
        assertThat(sql.rows(ROWS)).as("two repetitions").containsExactly("1|200");
    }

    @Test
    void anUndoAndARepeatableMigrationRepeatAsWell() {
        Migration undo = both(1, "CREATE TABLE t1 (id INT)", REPEAT + batch(""));
        over(undo).migrate();
        with(builder -> {}, undo).rollback(1);
        assertThat(sql.rows(ROWS)).containsExactly("1|950");
    }

    @Test
    void aDryRunShowsTheStatementOnceAndSaysThatItIsRepeated() {
        List<String> statements = over(up(1, REPEAT + batch("")))
                .plan(Target.latest())
                .steps()
                .get(0)
                .statements();

        assertThat(statements)
                .anyMatch(statement -> statement.equals(
                        "-- repeated until it changes no row, each time in a transaction of its own\n" + batch("")));
    }
}
