package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import org.junit.jupiter.api.Test;

/** The position of an error in its statement; the engine converts it to a line and column of the file. */
interface PositionCases extends RunnerHooks {

    @Test
    default void aSyntaxErrorInALaterStatementNamesItThoughNothingWasCarriedOut() throws TxFailure {
        TxScript script = Scripts.transaction("SELECT 1", "SELECT 2", "SELECT 3", "SELEC 4");

        assertFailure(script, "42601", 3, 1);
    }

    @Test
    default void positionsCountCharactersFromOne() throws TxFailure {
        TxScript script = Scripts.autocommit("SELECT '😀😀é', nothing FROM pg_catalog.pg_class");

        assertFailure(script, "42703", 0, "SELECT 'xxx', ".length() + 1);
    }

    @Test
    default void positionsCountFromTheStartOfTheStatement() throws TxFailure {
        TxScript script =
                Scripts.transaction("SELECT '😀😀 é ☃'", "-- 😀", "SELECT '😀',\n nothing FROM pg_catalog.pg_class");

        assertFailure(script, "42703", 2, "SELECT 'x',\n ".length() + 1);
    }

    @Test
    default void anErrorAtTheEndOfAStatementIsBehindIt() throws TxFailure {
        assertFailure(Scripts.transaction("SELECT 1", "SELECT 2 +"), "42601", 1, "SELECT 2 +".length() + 1);
    }

    @Test
    default void anErrorInAnotherTextHasNoPosition() throws TxFailure {
        TxScript script = Scripts.transaction("SELECT 1", "DO $$ BEGIN EXECUTE 'SELEC 1'; END $$");

        assertFailure(script, "42601", 1, 0);
    }

    private void assertFailure(TxScript script, String sqlState, int statement, int position) throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it gives no positions");
            TxFailure failure = trial.refused(script);

            assertThat(failure.sqlState()).isEqualTo(sqlState);
            assertThat(failure.statement())
                    .as("the index, from 0, of the statement that failed in %s; see TxPart.Message.refused", script)
                    .isEqualTo(statement);
            assertThat(failure.position())
                    .as(
                            "the position in that statement, in characters (code points) from 1 and not in UTF-16 units, or"
                                    + " 0 for none, in %s; see TxPart.Message.refused",
                            script)
                    .isEqualTo(position);
        }
    }
}
