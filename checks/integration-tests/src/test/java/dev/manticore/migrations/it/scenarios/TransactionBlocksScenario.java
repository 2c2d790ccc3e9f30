package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what BEGIN and COMMIT in a script mean: around all of it nothing, and otherwise a transaction with its own note. */
class TransactionBlocksScenario extends Scenario {
    private static final String NOTE =
            "SELECT migration, statements_done, statement_running, error FROM _migrations_lease";
    private static final String ALONE = "Each schema change commits alone there.";

    /** Rows are added to {@code t1} by two transactions and a statement between them. */
    private static Migration twoBlocks(String last) {
        return up(
                2,
                "BEGIN;\nINSERT INTO t1 VALUES (1);\nINSERT INTO t1 VALUES (2);\nCOMMIT;\nINSERT INTO t1 VALUES (3);\n"
                        + "START TRANSACTION;\nINSERT INTO t1 VALUES (4);\n" + last + ";\nEND;\n");
    }

    private List<String> rows() {
        return sql.rows("SELECT id FROM t1 ORDER BY 1");
    }

    @Test
    void aroundAScriptTheyMeanNothing() {
        MigrationReport report = over(
                        table(1),
                        up(2, "-- why\nBEGIN WORK;\nINSERT INTO t1 VALUES (1);\nINSERT INTO t1 VALUES (2);\nEND;\n"))
                .migrate();

        assertThat(report.notes())
                .containsExactly(
                        "code:V2__step_2.sql:2:1: The script's own BEGIN and COMMIT are left out, since the script"
                                + " and its history row are one transaction.");
        assertThat(rows()).containsExactly("1", "2");
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void aroundAScriptThatFailsNothingRemains() {
        failure(
                StatementFailedException.class,
                () -> over(
                                table(1),
                                up(2, "BEGIN;\nINSERT INTO t1 VALUES (1);\nINSERT INTO t1 VALUES (1 / 0);\nCOMMIT;"))
                        .migrate());

        assertThat(rows()).isEmpty();
        assertThat(sql.row(NOTE)).isEqualTo("∅|∅|∅|∅");
    }

    @Test
    void theStatusTellsThatTheyAreLeftOut() {
        over(table(1)).migrate();

        assertThat(over(table(1), up(2, "BEGIN; INSERT INTO t1 VALUES (1); COMMIT;"))
                        .status()
                        .entries()
                        .get(1)
                        .note())
                .startsWith("code:V2__step_2.sql:1:1: The script's own BEGIN and COMMIT are left out");
    }

    @Test
    void eachIsExecutedOnce() {
        over(table(1), twoBlocks("INSERT INTO t1 VALUES (5)")).migrate();

        assertThat(rows()).containsExactly("1", "2", "3", "4", "5");
        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.row(NOTE)).isEqualTo("∅|∅|∅|∅");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    @PostgresOnly("It has no system column xmin.")
    void theStatementsOfOneShareATransactionWithTheirNote() {
        over(table(1), twoBlocks("INSERT INTO t1 SELECT 5 FROM _migrations_lease WHERE statements_done = 3"))
                .migrate();

        List<String> transactions = sql.rows("SELECT xmin FROM t1 ORDER BY id");
        assertThat(transactions).hasSize(5);
        assertThat(transactions.get(0)).isEqualTo(transactions.get(1)).isNotEqualTo(transactions.get(2));
        assertThat(transactions.get(3)).isEqualTo(transactions.get(4)).isNotEqualTo(transactions.get(2));
    }

    @Test
    void oneThatFailsLeavesNothingAndIsTheFirstOfTheNextRun() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(table(1), twoBlocks("INSERT INTO t1 VALUES (1 / 0)")).migrate());

        assertThat(failure.location().line()).isEqualTo(8);
        assertThat(failure.remedy().toString())
                .contains("The 3 statements before its transaction were executed", "The transaction was rolled back");
        assertThat(rows()).containsExactly("1", "2", "3");
        assertThat(sql.row(NOTE)).startsWith("2|3|f|statement 5, in the same transaction: ");
        MigrationStatus.Entry entry = over(table(1), twoBlocks("INSERT INTO t1 VALUES (1 / 0)"))
                .status()
                .entries()
                .get(1);
        assertThat(entry.state()).isEqualTo(State.PARTLY_DONE);
        assertThat(entry.note())
                .startsWith("3 statements executed, statement 4 failed: statement 5, in the same transaction");

        over(table(1), twoBlocks("INSERT INTO t1 VALUES (5)")).migrate();

        assertThat(rows()).containsExactly("1", "2", "3", "4", "5");
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void aPersonCannotContinueInTheMiddleOfOne() {
        Migration broken = twoBlocks("INSERT INTO t1 VALUES (1 / 0)");
        failure(StatementFailedException.class, () -> over(table(1), broken).migrate());

        assertThat(failure(
                        InvalidMigrationsException.class,
                        () -> over(table(1), broken).resume(Resumption.from(5))))
                .hasMessageContaining("statements 4 to 5 commit together");
        over(table(1), broken).resume(Resumption.from(6));
        over(table(1), broken).migrate();

        assertThat(rows()).containsExactly("1", "2", "3");
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    @PostgresOnly(value = "It reports a waiting query or job, not a process to end.", alsoSimulated = true)
    void aConnectionThatGoesInOneLeavesNoDoubt() {
        Events events = new Events();
        try (Gate gate = closedGate()) {
            var run = Background.run(() -> with(
                            builder -> builder.listener(events),
                            table(1),
                            twoBlocks("INSERT INTO t1 SELECT 5 FROM " + gate()))
                    .migrate());
            gate.terminateWaiting();
            gate.awaitWaiting();
            gate.open();

            assertThat(run.result().steps()).hasSize(2);
        }
        assertThat(events.of(MigrationEvent.OutcomeUnknown.class)).hasSize(1);
        assertThat(rows()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    @PostgresOnly(ALONE)
    void schemaChangesAreRolledBackWithTheirTransaction() {
        String script =
                "CREATE TABLE a (id INT);\nBEGIN;\nCREATE TABLE b (id INT);\nALTER TABLE a ADD COLUMN n INT;\n%s;\n"
                        + "COMMIT;\nCREATE TABLE c (id INT);";
        failure(
                StatementFailedException.class,
                () -> over(up(1, script.formatted("SELECT 1 / 0"))).migrate());
        assertThat(sql.tables()).contains("a").doesNotContain("b", "c");

        over(up(1, script.formatted("INSERT INTO a (n) VALUES (1)"))).migrate();

        assertThat(sql.tables()).contains("a", "b", "c");
        assertThat(sql.rows("SELECT n FROM a")).containsExactly("1");
    }

    @Test
    @PostgresOnly("It rejects LOCK TABLE.")
    void whatATransactionOffersIsThere() {
        sql.run("CREATE SCHEMA app");
        over(table(1), up(2, """
                                BEGIN;
                                LOCK TABLE t1 IN ACCESS EXCLUSIVE MODE;
                                SET LOCAL search_path = app, public;
                                SAVEPOINT s;
                                INSERT INTO t1 VALUES (1);
                                ROLLBACK TO SAVEPOINT s;
                                RELEASE s;
                                CREATE TABLE inner_one (id INT);
                                COMMIT;
                                CREATE TABLE outer_one (id INT);
                                """)).migrate();

        assertThat(rows()).isEmpty();
        assertThat(sql.rows(
                        "SELECT table_schema, table_name FROM information_schema.tables WHERE table_name LIKE '%_one'"
                                + " ORDER BY 1"))
                .containsExactly("app|inner_one", "public|outer_one");
    }

    @Test
    @PostgresOnly("It executes every transaction as SERIALIZABLE, unless the cluster is configured otherwise.")
    void modesAreKept() {
        String seen = "SELECT current_setting('transaction_isolation') AS level,"
                + " current_setting('transaction_deferrable') AS deferrable";
        over(
                        up(1, "BEGIN ISOLATION LEVEL SERIALIZABLE; CREATE TABLE a AS " + seen + "; COMMIT;"),
                        up(
                                2,
                                "-- manticore: lock_timeout=5s\nCREATE TABLE b (id INT);\n"
                                        + "START TRANSACTION ISOLATION LEVEL REPEATABLE READ, DEFERRABLE;\nCREATE TABLE c AS "
                                        + seen + ";\nCOMMIT;\nBEGIN;\nCREATE TABLE d AS " + seen + ";\nCOMMIT;"))
                .migrate();

        assertThat(sql.row("SELECT * FROM a")).isEqualTo("serializable|off");
        assertThat(sql.row("SELECT * FROM c")).isEqualTo("repeatable read|on");
        assertThat(sql.row("SELECT * FROM d")).isEqualTo("read committed|off");
    }

    @Test
    void oneThatIsReadOnlyReadsAndCannotWrite() {
        Migration reads = up(2, "INSERT INTO t1 VALUES (1);\nBEGIN READ ONLY;\nSELECT * FROM t1;\nCOMMIT;");
        over(table(1), reads).migrate();
        assertThat(sql.history()).containsExactly("1", "2");

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(table(1), reads, up(3, "BEGIN READ ONLY;\nINSERT INTO t1 VALUES (2);\nCOMMIT;"))
                        .migrate());

        assertThat(failure.location().line()).isEqualTo(2);
        assertThat(rows()).containsExactly("1");
    }

    @Test
    void rowsOfCopyAreCommittedWithTheirTransaction() {
        String copy = api.sendsCopyData() ? "COPY t1 FROM STDIN;\n2\n3\n\\.\n" : "INSERT INTO t1 VALUES (2), (3);\n";
        String script = "INSERT INTO t1 VALUES (1);\nBEGIN;\n" + copy + "INSERT INTO t1 VALUES (%s);\nCOMMIT;\n";
        failure(
                StatementFailedException.class,
                () -> over(table(1), up(2, script.formatted("1 / 0"))).migrate());
        assertThat(rows()).containsExactly("1");

        over(table(1), up(2, script.formatted("4"))).migrate();

        assertThat(rows()).containsExactly("1", "2", "3", "4");
    }

    /** The note is written by the user who migrates, whichever user the transaction has become. */
    @Test
    @PostgresOnly("It does not list what a session has changed; the connection is discarded instead.")
    void aRoleThatCannotWriteTheNoteDoesNotKeepItFromBeingWritten() {
        over(
                        table(1),
                        up(
                                2,
                                "INSERT INTO t1 VALUES (1);\nBEGIN;\nGRANT INSERT ON t1 TO pg_monitor;\nSET ROLE pg_monitor;\n"
                                        + "INSERT INTO t1 VALUES (2);\nCOMMIT;\nINSERT INTO t1 VALUES (3);"),
                        up(3, "CREATE TABLE who AS SELECT current_user AS name"))
                .migrate();

        assertThat(rows()).containsExactly("1", "2", "3");
        assertThat(sql.row("SELECT name <> 'pg_monitor' FROM who")).isEqualTo("t");
    }

    @Test
    void whatCannotRunInOneIsRefusedBeforeAnythingRuns() {
        InvalidMigrationsException refused = failure(
                InvalidMigrationsException.class,
                () -> over(
                                table(1),
                                up(
                                        2,
                                        "INSERT INTO t1 VALUES (1);\nBEGIN;\nCREATE INDEX CONCURRENTLY i ON t1 (id);\n"
                                                + "COMMIT;\nBEGIN;\nROLLBACK;"))
                        .migrate());

        assertThat(refused.problems())
                .extracting(problem -> problem.location() + " " + problem.kind())
                .containsExactlyInAnyOrder(
                        "code:V2__step_2.sql:3:1 TRANSACTION_IMPOSSIBLE",
                        "code:V2__step_2.sql:6:1 TRANSACTION_CONTROL");
        assertThat(sql.tables()).doesNotContain("t1");
    }

    // ---- as Flyway has it ----

    /** Flyway begins a transaction before the script, and its connection another behind each COMMIT. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN;\nCREATE TABLE a (i INT);\nCREATE TABLE b (i INT);\nCOMMIT;\n",
                "BEGIN;\nCREATE TABLE a (i INT);\nSELECT 1 / 0;\nCOMMIT;\n",
                "CREATE TABLE a (i INT);\nCOMMIT;\nCREATE TABLE b (i INT);\nCREATE TABLE c (i INT);\n",
                "CREATE TABLE a (i INT);\nCREATE TABLE b (i INT);\nCOMMIT;\nCREATE TABLE c (i INT);\nSELECT 1 / 0;\n",
                "CREATE TABLE a (i INT);\nSELECT 1 / 0;\nCOMMIT;\nCREATE TABLE b (i INT);\n",
                """
                CREATE TABLE a (i INT);
                COMMIT;
                SET LOCAL search_path = pg_catalog;
                CREATE TABLE public.b AS SELECT current_setting('search_path') AS path;
                """,
                "CREATE TABLE a (i INT);\nBEGIN;\nCREATE TABLE b (i INT);\nCOMMIT;\nCREATE TABLE c (i INT);\n",
                "BEGIN;\nCREATE TABLE a (i INT);\nCOMMIT;\nBEGIN;\nCREATE TABLE b (i INT);\nSELECT 1 / 0;\nCOMMIT;\n"
            })
    @PostgresOnly(ALONE)
    void theSameRemainsAsOfFlyway(String script, @TempDir Path directory) throws Exception {
        Throwable failure = catchThrowable(() -> over(up(1, script)).migrate());

        try (TestDatabase other = PostgresServer.shared().newDatabase()) {
            Throwable flywaysFailure = flyway(other, script, directory);
            assertThat(failure == null).isEqualTo(flywaysFailure == null);
            assertThat(catalog(database).differencesFrom(catalog(other)).differences())
                    .isEmpty();
            Sql byFlyway = new Sql(other.dataSource());
            assertThat(sql.history().size())
                    .isEqualTo(byFlyway.rows("SELECT 1 FROM flyway_schema_history WHERE success")
                            .size());
            if (sql.tables().contains("b")) {
                assertThat(sql.rows("SELECT * FROM b")).isEqualTo(byFlyway.rows("SELECT * FROM b"));
            }
        }
    }

    private static Throwable flyway(TestDatabase database, String script, Path directory) throws IOException {
        Files.writeString(directory.resolve("V1__step_1.sql"), script);
        return catchThrowable(() -> Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + directory)
                .load()
                .migrate());
    }
}
