package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many rows statements change, for a runner that counts them. */
interface ChangedCases extends RunnerHooks {

    @Test
    default void rowsThatStatementsOfATransactionChangeAreCounted() throws TxFailure {
        changedRowsAreCounted(TxScript.Mode.TRANSACTION);
    }

    @Test
    default void rowsThatStatementsWithoutBeginChangeAreCounted() throws TxFailure {
        changedRowsAreCounted(TxScript.Mode.AUTOCOMMIT);
    }

    private void changedRowsAreCounted(TxScript.Mode mode) throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT PRIMARY KEY, a INT)");
            TxResult result = trial.run(new TxScript(
                    mode,
                    Scripts.autocommit(
                                    "INSERT INTO testkit.t SELECT n, 0 FROM generate_series(1, 5) AS n",
                                    "-- nothing",
                                    "UPDATE testkit.t SET a = 1 WHERE id > 2 RETURNING id",
                                    "UPDATE testkit.t SET a = 1 WHERE id > 5",
                                    "SELECT id FROM testkit.t",
                                    "DELETE FROM testkit.t WHERE id = 1",
                                    "INSERT INTO testkit.t VALUES (2, 0) ON CONFLICT DO NOTHING")
                            .statements()));
            List<Long> changed = result.changed();
            assumeTrue(changed.get(0) != TxResult.UNCOUNTED, "The runner does not count the rows that it changes");

            assertThat(changed)
                    .as("one number for each statement, also for one of blanks and comments")
                    .hasSize(7);
            assertThat(List.of(changed.get(0), changed.get(2), changed.get(3), changed.get(5), changed.get(6)))
                    .as(
                            "the rows that INSERT, UPDATE .. RETURNING, UPDATE, DELETE and INSERT have changed, as the server"
                                    + " counts them in its command tags")
                    .containsExactly(5L, 3L, 0L, 1L, 0L);
        }
    }
}
