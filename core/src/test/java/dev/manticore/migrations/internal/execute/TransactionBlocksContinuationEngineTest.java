package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.blocks;
import static dev.manticore.migrations.internal.enginetest.Scripts.chain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.operation.MakePlan;
import dev.manticore.migrations.internal.operation.Resume;
import dev.manticore.migrations.internal.operation.Status;
import dev.manticore.migrations.spi.Progress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Shows how a script with transactions of its own is continued, and what a plan and the status show of it. */
class TransactionBlocksContinuationEngineTest {
    private static final String FIRST = "CREATE TABLE IF NOT EXISTS t1_1 (a int)";
    private static final String SECOND = "CREATE TABLE t1_2 (a int)";

    private static Consumer<ModelDatabase> left(int done, String error, String checksum, String... objects) {
        return database -> {
            database.state.lease = new LeaseRow(
                    7, "earlier", 0, new Progress(Version.of(1), Direction.APPLY, checksum, done, false, error));
            database.state.objects.addAll(List.of(objects));
        };
    }

    @Test
    void aFileThatNowHasTheNextStatementInTheMiddleOfATransactionIsRefused() {
        Outcome<MigrationReport> outcome = Trial.of(blocks(1))
                .initialized()
                .given(left(2, null, chain(FIRST, SECOND), "t1_1", "t1_2"))
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
                .given(left(1, "it failed", chain(FIRST), "t1_1"))
                .migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.database().state.violations).isEmpty();
    }

    @Test
    void aPersonCannotDecideToContinueInTheMiddleOfOne() {
        Outcome<Resumed> outcome = Trial.of(blocks(1))
                .initialized()
                .given(left(1, "it failed", chain(FIRST), "t1_1"))
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
        Trial trial =
                Trial.of(blocks(1)).initialized().given(left(1, "it failed", chain(FIRST), "t1_1", "t1_2", "t1_3"));
        Outcome<Resumed> outcome = trial.run(new Resume(Resumption.from(4)));

        assertThat(outcome.result().statement()).isEqualTo(4);
        assertThat(Trial.of(blocks(1)).afterwards(outcome.database()).count("CREATE TABLE t1_2"))
                .isZero();
        assertThat(outcome.database().state.violations).isEmpty();
    }

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
                .given(left(1, "statement 3, in the same transaction: it failed", chain(FIRST)))
                .run(new Status());

        assertThat(outcome.result().entries())
                .extracting(MigrationStatus.Entry::note)
                .containsExactly(
                        "1 statement executed, statement 2 failed: statement 3, in the same transaction: it failed",
                        "code:V2__w.sql:1:1: The script's own BEGIN and COMMIT are left out, since the script and its"
                                + " history row are one transaction.");
    }
}
