package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code COPY .. FROM STDIN}, for runners that can send its rows. */
interface CopyCases extends RunnerHooks {

    @Test
    default void copiedRowsArePartOfTheTransaction() throws TxFailure {
        try (Trial trial = copying()) {
            trial.run(script(
                    "1\ta\n2\t\\N\n3\té😀 \\\\ ?\n4\t\n",
                    "INSERT INTO testkit.t SELECT count(*) + 4, 'after' FROM testkit.t"));

            assertThat(trial.count("testkit.t")).isEqualTo(5);
            assertThat(trial.see("SELECT a FROM testkit.t WHERE id = 2"))
                    .as("\\N, which is NULL")
                    .isNull();
            assertThat(trial.see("SELECT a FROM testkit.t WHERE id = 3")).isEqualTo("é😀 \\ ?");
            assertThat(trial.see("SELECT a FROM testkit.t WHERE id = 4")).isEmpty();
            assertThat(trial.see("SELECT a FROM testkit.t WHERE id = 8"))
                    .as("what the statement after the rows saw")
                    .isEqualTo("after");
        }
    }

    @Test
    default void noCopiedRowRemainsWhenALaterStatementFails() throws TxFailure {
        try (Trial trial = copying()) {
            TxFailure failure = trial.refused(script("1\ta\n", "SELECT 1 / 0"));

            assertThat(failure.statement()).isEqualTo(2);
            assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
            assertThat(trial.count("testkit.t")).isZero();
        }
    }

    @Test
    default void aRowThatTheServerRefusesNamesTheCopy() throws TxFailure {
        try (Trial trial = copying()) {
            TxFailure failure = trial.refused(script("1\ta\nnumber\tb\n", "SELECT 1"));

            assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
            assertThat(failure.sqlState()).isEqualTo("22P02");
            assertThat(failure.statement()).isEqualTo(1);
            assertThat(failure.sessionLost()).isFalse();
            assertThat(trial.count("testkit.t")).isZero();
            assertThat(trial.read("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    default void manyRowsAreCopied() throws TxFailure {
        try (Trial trial = copying()) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < 50_000; i++) {
                rows.append(i).append("\ta row of some length\n");
            }
            trial.run(script(rows.toString(), "SELECT 1"));

            assertThat(trial.count("testkit.t")).isEqualTo(50_000);
        }
    }

    private Trial copying() throws TxFailure {
        assumeTrue(runner().sendsCopyData(), "The runner does not send the rows of a COPY, and says so");
        Trial trial = Trial.of(this);
        trial.autocommit("CREATE TABLE testkit.t (id INT PRIMARY KEY, a TEXT)");
        return trial;
    }

    private static TxScript script(String rows, String after) {
        return new TxScript(
                Mode.TRANSACTION,
                List.of(
                        TxStatement.of("SELECT 'before'"),
                        new TxStatement("COPY testkit.t FROM STDIN", rows),
                        TxStatement.of(after)));
    }
}
