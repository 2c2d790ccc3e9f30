package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements without {@code BEGIN}. */
interface AutocommitCases extends RunnerHooks {

    @Test
    default void aSingleStatementIsCommittedWhenRunReturns() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            trial.autocommit("INSERT INTO testkit.t VALUES (1)");

            assertThat(trial.count("testkit.t"))
                    .as("rows that another connection sees; AUTOCOMMIT must not leave a transaction open")
                    .isEqualTo(1);
        }
    }

    @Test
    default void aSingleStatementThatRefusesATransactionIsCarriedOut() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it has no VACUUM");
            trial.autocommit("CREATE TABLE testkit.t (id INT)");
            trial.autocommit("CREATE INDEX CONCURRENTLY i ON testkit.t (id)");
            trial.autocommit("-- a comment before it\nVACUUM testkit.t");

            assertThat(trial.see("SELECT indisvalid FROM pg_index WHERE indexrelid = 'testkit.i'::regclass"))
                    .as("whether the index is there and valid; send a single statement alone, without BEGIN")
                    .startsWith("t");
        }
    }

    @Test
    default void aTransactionRefusesAStatementThatCannotRunInOne() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it has no VACUUM");
            for (int index = 0; index < 2; index++) {
                TxFailure failure = trial.refused(
                        index == 0
                                ? Scripts.transaction("VACUUM")
                                : Scripts.transaction("SELECT 1", "VACUUM", "SELECT 2"));

                assertThat(failure.sqlState())
                        .as("what VACUUM answers between BEGIN and COMMIT; TRANSACTION is not carried out without them")
                        .isEqualTo("25001");
                assertThat(failure.statement()).isEqualTo(index);
            }
        }
    }

    @Test
    default void severalStatementsWithoutBeginAreOneImplicitTransaction() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("some versions of it commit each statement");
            TxFailure failure =
                    trial.refused(Scripts.autocommit("CREATE TABLE testkit.t (id INT)", "SELECT 1", "SELECT 1 / 0"));

            assertThat(failure.phase()).isEqualTo(Phase.STATEMENT);
            assertThat(failure.statement()).isEqualTo(2);
            assertThat(trial.exists("testkit.t"))
                    .as("whether the first statement was committed though the third failed; send them in one message")
                    .isFalse();
        }
    }

    @Test
    default void everyStatementHasItsOwnAnswer() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            List<Rows> rows = trial.autocommit(
                            "SELECT 1 AS a",
                            "CREATE TABLE testkit.t (id INT)",
                            "-- nothing",
                            "INSERT INTO testkit.t VALUES (5)",
                            "INSERT INTO testkit.t VALUES (6) RETURNING id")
                    .rows();

            assertThat(rows)
                    .as("one entry for each statement, also for those that return nothing")
                    .hasSize(5);
            assertThat(rows.get(0).values()).containsExactly(List.of("1"));
            assertThat(rows.subList(1, 4))
                    .as("Rows.NONE for statements that return no rows")
                    .containsOnly(Rows.NONE);
            assertThat(rows.get(4).values()).containsExactly(List.of("6"));
        }
    }

    @Test
    default void aTransactionHasOneAnswerForEachStatement() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            assertThat(trial.transaction("SELECT 1", "-- nothing", "SELECT 2", "CREATE TABLE testkit.t (id INT)")
                            .rows())
                    .as("one entry for each statement, with or without its values")
                    .hasSize(4);
        }
    }

    @Test
    default void aScriptOfCommentsAloneIsAnswered() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            assertThat(trial.autocommit("-- nothing", "/* nothing /* at all */ */")
                            .rows())
                    .as("the answer to comments; a message without a command must not be sent where it is not answered")
                    .containsExactly(Rows.NONE, Rows.NONE);
            assertThat(trial.transaction("-- nothing").rows()).hasSize(1);
            assertThat(trial.read("SELECT 2"))
                    .as("the answer to what comes after comments")
                    .isEqualTo("2");
        }
    }
}
