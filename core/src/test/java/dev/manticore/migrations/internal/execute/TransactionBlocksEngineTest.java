package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.blocks;
import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Rival;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.MakePlan;
import dev.manticore.migrations.internal.operation.Resume;
import dev.manticore.migrations.internal.operation.Status;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Progress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how the transactions that a script asks for with BEGIN and COMMIT are executed, noted, repeated and continued. */
class TransactionBlocksEngineTest {
    private static final String[] FIRST_THREE = {
        "CREATE TABLE IF NOT EXISTS t1_1 (a int)", "CREATE TABLE t1_2 (a int)", "INSERT INTO t1_3 VALUES (1)"
    };

    /** What was sent for a migration, each script cut down to what matters here. */
    private static List<String> sent(Outcome<?> outcome) {
        return outcome.sent()
                .filter(call -> !call.contains("SELECT *") && !call.contains("1970"))
                .map(call -> call.replaceAll("(?s)run \\d+ ", "")
                        .replaceAll("WITH fence[^;]*version = NULL[^;]*", "clear")
                        .replaceAll(
                                "WITH fence[^;]*statements_done = (\\d+), statement_running = (\\w+)[^;]*",
                                "note $1 $2")
                        .replaceAll("WITH written AS \\(INSERT INTO \"public\"[^;]*", "record")
                        .replaceAll("WITH written AS \\(DELETE FROM \"public\"[^;]*", "erase")
                        .replaceAll(" (\\(a int\\)|VALUES \\(1\\))", "")
                        .replace("\n;\n", "; ")
                        .replace('\n', ' '))
                .toList();
    }

    private static Migration up(String sql) {
        return new Migration(1, "m", sql, null);
    }

    private static Consumer<ModelDatabase> left(int done, String error, String checksum, String... objects) {
        return database -> {
            database.state.lease = new LeaseRow(
                    7, "earlier", 0, new Progress(Version.of(1), Direction.APPLY, checksum, done, false, error));
            database.state.objects.addAll(List.of(objects));
        };
    }

    @Test
    void eachIsCommittedWithItsNote() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1)).initialized().migrate();

        assertThat(sent(outcome))
                .containsExactly(
                        "AUTOCOMMIT note 0 true",
                        "AUTOCOMMIT CREATE TABLE IF NOT EXISTS t1_1",
                        "AUTOCOMMIT note 1 false",
                        "TRANSACTION CREATE TABLE t1_2; INSERT INTO t1_3; note 3 false",
                        "TRANSACTION INSERT INTO t1_4; note 4 false",
                        "TRANSACTION INSERT INTO t1_5; INSERT INTO t1_6; note 6 false",
                        "TRANSACTION clear; record");
        assertThat(outcome.events(MigrationEvent.StatementFinished.class))
                .extracting(MigrationEvent.StatementFinished::statement)
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(outcome.result().notes()).isEmpty();
    }

    @Test
    void anUndoIsExecutedInTheSameWay() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .applied(1)
                .given(database ->
                        database.state.objects.addAll(List.of("t1_1", "t1_2", "t1_3", "t1_4", "t1_5", "t1_6")))
                .migrate(Target.version(0));

        assertThat(sent(outcome))
                .containsExactly(
                        "TRANSACTION DELETE FROM t1_6; DELETE FROM t1_5; note 2 false",
                        "TRANSACTION DELETE FROM t1_4; note 3 false",
                        "TRANSACTION DELETE FROM t1_3; DROP TABLE t1_2; note 5 false",
                        "AUTOCOMMIT note 5 true",
                        "AUTOCOMMIT DROP TABLE IF EXISTS t1_1",
                        "TRANSACTION clear; erase");
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @Test
    void oneAroundTheScriptIsLeftOutAndNoted() {
        Outcome<MigrationReport> outcome = Trial.of(up("BEGIN;\nCREATE TABLE t1_1 (a int);\nCOMMIT;"))
                .initialized()
                .migrate();

        assertThat(sent(outcome)).hasSize(1).allMatch(call -> call.matches("TRANSACTION CREATE TABLE t1_1; .*record"));
        assertThat(outcome.result().notes())
                .containsExactly(
                        "code:V1__m.sql:1:1: The script's own BEGIN and COMMIT are left out, since the script and"
                                + " its history row are one transaction.");
    }

    @Test
    void aCommitWithoutBeginCommitsWhatIsBeforeItAndSoDoesTheEndOfTheScript() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("CREATE TABLE t1_1 (a int);\nCREATE TABLE t1_2 (a int);\nCOMMIT;\n"
                                + "CREATE TABLE t1_3 (a int);\nCREATE TABLE t1_4 (a int);"))
                .initialized()
                .migrate();

        assertThat(sent(outcome))
                .containsExactly(
                        "TRANSACTION CREATE TABLE t1_1; CREATE TABLE t1_2; note 2 false",
                        "TRANSACTION CREATE TABLE t1_3; CREATE TABLE t1_4; note 4 false",
                        "TRANSACTION clear; record");
    }

    @Test
    void whatFollowsTheLastCommitCommitsAloneWhereItCannotBeOneTransaction() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("CREATE TABLE t1_1 (a int);\nCOMMIT;\nCREATE INDEX CONCURRENTLY i1_2 ON t (a);"))
                .initialized()
                .migrate();

        assertThat(sent(outcome))
                .containsExactly(
                        "TRANSACTION CREATE TABLE t1_1; note 1 false",
                        "AUTOCOMMIT note 1 true",
                        "AUTOCOMMIT CREATE INDEX CONCURRENTLY i1_2 ON t (a)",
                        "TRANSACTION clear; record");
    }

    @Test
    void modesComeBeforeAnyQuery() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up(
                                "-- manticore: lock_timeout=5s\nBEGIN ISOLATION LEVEL SERIALIZABLE, DEFERRABLE;\n"
                                        + "CREATE TABLE t1_1 (a int);\nCOMMIT;\nBEGIN;\nSET LOCAL a.b = 1;\n"
                                        + "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;\nCREATE TABLE t1_2 (a int);\nCOMMIT;"))
                .initialized()
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.sent().filter(call -> call.contains("t1_1 (a int)")))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .containsSubsequence(
                                "TRANSACTION\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE, DEFERRABLE\n;\nSELECT",
                                "SET lock_timeout = '5000ms'",
                                "CREATE TABLE t1_1"));
        assertThat(outcome.sent().filter(call -> call.contains("t1_2 (a int)")))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .contains(
                                "TRANSACTION\nSET TRANSACTION ISOLATION LEVEL REPEATABLE READ\n;\nSET LOCAL a.b = 1"));
    }

    @Test
    void modesAroundAScriptAreKept() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("BEGIN ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE t1_1 (a int);\nCOMMIT;"))
                .initialized()
                .migrate();

        assertThat(sent(outcome))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .startsWith("TRANSACTION SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; CREATE TABLE t1_1; "));
    }

    /** Nothing can be noted in it, and it can be repeated: it is noted behind it. */
    @Test
    void oneThatIsReadOnlyIsNotedAfterwards() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up(
                                "CREATE TABLE t1_1 (a int);\nBEGIN READ ONLY;\nSELECT 'here';\nCOMMIT;\nINSERT INTO t1_2 VALUES (1);"))
                .initialized()
                .faults(Faults.script().at("SELECT 'here'", Fault.lost(Fate.DONE)))
                .migrate();

        assertThat(sent(outcome).stream().filter(call -> !call.contains("AS held")))
                .containsExactly(
                        "AUTOCOMMIT note 0 true",
                        "AUTOCOMMIT CREATE TABLE t1_1",
                        "AUTOCOMMIT note 1 false",
                        "TRANSACTION SET TRANSACTION READ ONLY; SELECT 'here'",
                        "TRANSACTION SET TRANSACTION READ ONLY; SELECT 'here'",
                        "AUTOCOMMIT note 2 false",
                        "TRANSACTION INSERT INTO t1_2; note 3 false",
                        "TRANSACTION clear; record");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerLeavesNoDoubt(Fate fate) {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at("t1_3", Fault.lost(fate)).at("t1_5", Fault.lost(fate)))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
        assertThat(outcome.count("CREATE TABLE t1_2")).isEqualTo(fate == Fate.NOT_DONE ? 2 : 1);
        assertThat(outcome.database().state.objects).contains("t1_2", "t1_3", "t1_5", "t1_6");
    }

    @Test
    void aPassingFailureIsTriedAgain() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script()
                        .at("t1_2", 3, Fault.refused("40001", "t1_3"))
                        .at("t1_5", 2, new Fault.CommitRefused("40001")))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.events(MigrationEvent.Retrying.class)).hasSize(5);
        assertThat(outcome.count("CREATE TABLE t1_2")).isEqualTo(4);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aFailureNamesTheStatementAndTheNextRunBeginsWithTheTransaction() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at("t1_3", Fault.refused("23505", "t1_3")))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .extracting(Outcome::summary)
                .isEqualTo("code:V1__blocks.sql:4:1: V1 failed: STATEMENT 23505 (SQLSTATE 23505)");
        assertThat(outcome.migrationFailure().remedy().toString())
                .isEqualTo(
                        "The statement before its transaction was executed, and its changes stay. The transaction was"
                                + " rolled back. Correct this one, leave the rest as it is, and try again. The next run continues"
                                + " with the transaction.");
        assertThat(outcome.database().state.lease.progress())
                .returns(1, Progress::done)
                .returns(false, Progress::running)
                .returns("statement 3, in the same transaction: STATEMENT 23505", Progress::error)
                .returns(chain(FIRST_THREE[0]), Progress::checksum);
        assertThat(outcome.database().state.objects).containsExactly("t1_1");

        Outcome<MigrationReport> again = Trial.of(blocks(1)).afterwards(outcome.database());
        assertThat(again.result().steps()).hasSize(1);
        assertThat(again.count("CREATE TABLE IF NOT EXISTS t1_1")).isZero();
        assertThat(again.count("CREATE TABLE t1_2")).isEqualTo(1);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aCommitThatIsRefusedIsNamed() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at("t1_3", new Fault.CommitRefused("23503")))
                .migrate();

        assertThat(outcome.failure()).hasMessageStartingWith("code:V1__blocks.sql:5:1: V1 failed at COMMIT");
        assertThat(outcome.database().state.lease.progress().error())
                .isEqualTo("COMMIT of the same transaction: COMMIT 23503");
    }

    @Test
    void nothingIsNotedOfAScriptThatFailsInTheFirstOne() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("BEGIN;\nCREATE TABLE t1_1 (a int);\nCREATE TABLE t1_2 (a int);\n"
                                + "COMMIT;\nCREATE TABLE t1_3 (a int);"))
                .initialized()
                .faults(Faults.script().at("t1_2", Fault.refused("42601", "t1_2")))
                .migrate();

        assertThat(outcome.migrationFailure().remedy().toString())
                .isEqualTo("Nothing of it was executed. Correct the file and try again.");
        assertThat(outcome.database().state.lease.progress()).isNull();
        assertThat(outcome.database().state.objects).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE t1_2", "INSERT INTO t1_5"})
    void aLostLeaseRollsItBack(String at) {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at(at, Fault.meanwhile(Rival::takeLease)))
                .migrate();

        assertThat(outcome.failure()).isInstanceOf(LeaseLostException.class);
        assertThat(outcome.database().state.objects).doesNotContain(at.substring(at.length() - 4));
        assertThat(outcome.database().state.lease.owner()).isEqualTo("rival");
    }

    @Test
    void aTransactionThatDropsTheLeaseIsRolledBack() {
        Outcome<MigrationReport> outcome = Trial.of(
                        up("CREATE TABLE t1_1 (a int);\nBEGIN;\nCREATE TABLE t1_2 (a int);\n"
                                + "DROP TABLE \"public\".\"_migrations_lease\";\nCOMMIT;"))
                .initialized()
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("code:V1__m.sql:4:1: V1 drops a table of the history");
        assertThat(outcome.migrationFailure().remedy().toString())
                .startsWith("The transaction of that statement was rolled back; what was executed before it stays.");
        assertThat(outcome.database().state.objects).containsExactly("t1_1");
        assertThat(outcome.database().state.lease.progress().done()).isEqualTo(1);
    }

    @Test
    void anInvalidIndexThatIfNotExistsSkippedIsNamed() {
        Outcome<MigrationReport> outcome = Trial.of(up(
                        "CREATE TABLE t1_1 (a int);\nBEGIN;\n" + "CREATE INDEX IF NOT EXISTS i1_2 ON t (a);\nCOMMIT;"))
                .initialized()
                .given(database -> database.state.invalidIndex = "i1_2")
                .migrate();

        assertThat(outcome.failure())
                .hasMessageContaining("code:V1__m.sql:3:1: V1 failed: An invalid index i1_2 exists");
        assertThat(outcome.database().state.objects).containsExactly("t1_1");
    }

    @Test
    void aPartialCommitIsNotRepeated() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .faults(Faults.script().at("t1_2", new Fault.Partial()))
                .migrate();

        assertThat(outcome.migrationFailure().remedy().toString())
                .contains("Once it is complete: Migrator.resume(Resumption.from(4)).")
                .contains("Once it is undone: Migrator.resume(Resumption.from(2)).");
        assertThat(outcome.database().state.lease.progress())
                .returns(1, Progress::done)
                .returns(true, Progress::running);
    }

    // ---- continued ----

    @Test
    void aFileThatNowHasTheNextStatementInTheMiddleOfATransactionIsRefused() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .given(left(2, null, chain(FIRST_THREE[0], FIRST_THREE[1]), "t1_1", "t1_2"))
                .migrate();

        assertThat(((InvalidMigrationsException) outcome.failure()).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.PARTLY_DONE);
                    assertThat(problem.message())
                            .isEqualTo(
                                    "V1 is partially applied (2 statements were executed). But in the file, the last of"
                                            + " them and the next one are in one transaction now.");
                    assertThat(problem.location()).hasToString("code:V1__blocks.sql:4:1");
                });
    }

    /** BEGIN and COMMIT are no statements that were executed: they may be added later. */
    @Test
    void aTransactionThatWasAddedBehindTheExecutedStatementsIsExecuted() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .given(left(1, "it failed", chain(FIRST_THREE[0]), "t1_1"))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aPersonCannotDecideToContinueInTheMiddleOfOne() {
        Outcome<Resumed> outcome = Trial.of(blocks(1))
                .initialized()
                .given(left(1, "it failed", chain(FIRST_THREE[0]), "t1_1"))
                .run(new Resume(Resumption.from(3)));

        assertThat(((InvalidMigrationsException) outcome.failure()).problems())
                .singleElement()
                .hasToString(
                        "code:V1__blocks.sql:4:1: Statement 3 of V1 is in the middle of a transaction: statements 2 to"
                                + " 3 commit together. Use 2 if they were not executed, or 4 if they were.");
        assertThat(outcome.database().state.lease.progress().done()).isEqualTo(1);
    }

    @Test
    void aPersonCanDecideToContinueBehindOne() {
        Trial trial = Trial.of(blocks(1))
                .initialized()
                .given(left(1, "it failed", chain(FIRST_THREE[0]), "t1_1", "t1_2", "t1_3"));
        Outcome<Resumed> outcome = trial.run(new Resume(Resumption.from(4)));

        assertThat(outcome.result().statement()).isEqualTo(4);
        assertThat(Trial.of(blocks(1)).afterwards(outcome.database()).count("CREATE TABLE t1_2"))
                .isZero();
        assertThat(outcome.database().state.violations).isEmpty();
    }

    // ---- shown ----

    @Test
    void aPlanShowsBeginAndCommit() {
        Outcome<Plan> outcome = Trial.of(blocks(1)).initialized().run(new MakePlan(Target.latest()));

        PlanStep step = outcome.result().steps().get(0);
        assertThat(step.execution()).isEqualTo(PlanStep.Execution.STEPWISE);
        assertThat(step.statements().subList(0, 10))
                .containsExactly(
                        "CREATE TABLE IF NOT EXISTS t1_1 (a int)",
                        "BEGIN ISOLATION LEVEL READ COMMITTED",
                        "CREATE TABLE t1_2 (a int)",
                        "INSERT INTO t1_3 VALUES (1)",
                        "COMMIT",
                        "INSERT INTO t1_4 VALUES (1)",
                        "BEGIN ISOLATION LEVEL READ COMMITTED",
                        "INSERT INTO t1_5 VALUES (1)",
                        "INSERT INTO t1_6 VALUES (1)",
                        "COMMIT");
    }

    @Test
    void theStatusTellsHowFarItIs() {
        Outcome<MigrationStatus> outcome = Trial.of(
                        blocks(1), new Migration(2, "w", "BEGIN;\nINSERT INTO t2_1 VALUES (1);\nCOMMIT;", null))
                .initialized()
                .given(left(1, "statement 3, in the same transaction: it failed", chain(FIRST_THREE[0])))
                .run(new Status());

        assertThat(outcome.result().entries())
                .extracting(MigrationStatus.Entry::note)
                .containsExactly(
                        "1 statement executed, statement 2 failed: statement 3, in the same transaction: it failed",
                        "code:V2__w.sql:1:1: The script's own BEGIN and COMMIT are left out, since the script and its"
                                + " history row are one transaction.");
    }

    // ---- CockroachDB ----

    @Test
    void onCockroachOneWithASchemaChangeCommitsStatementByStatement() {
        Outcome<MigrationReport> outcome =
                Trial.of(blocks(1)).on(Product.COCKROACHDB).initialized().migrate();

        assertThat(outcome.sent().map(call -> call.replace('\n', ' ')).filter(call -> call.contains("t1_2")))
                .singleElement()
                .satisfies(call -> assertThat(call).endsWith("AUTOCOMMIT CREATE TABLE t1_2 (a int)"));
        assertThat(outcome.sent().filter(call -> call.contains("INSERT INTO t1_5")))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .contains(
                                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                                "INSERT INTO t1_6",
                                "statements_done = 6"));
        assertThat(outcome.result().notes())
                .containsExactly(
                        "code:V1__blocks.sql:2:1: CockroachDB commits schema changes alone, so the statements of"
                                + " this transaction commit one by one.");
    }
}
