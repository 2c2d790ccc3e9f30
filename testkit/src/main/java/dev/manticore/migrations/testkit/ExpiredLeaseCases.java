package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A lease that expired still belongs to its owner until another runner takes it. A runner over one connection cannot
 * renew the lease while a long script runs, and has to be able to commit the script afterwards.
 */
interface ExpiredLeaseCases extends LeaseHooks {

    @Test
    default void anExpiredLeaseThatNobodyTookStillCommits() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease expired = expired(trial);
            trial.ours().run(Scripts.autocommit("CREATE TABLE testkit.t (id INT)"));
            trial.ours().run(Scripts.transaction(trial.store().fence(expired), "INSERT INTO testkit.t VALUES (1)"));

            assertThat(trial.trial().count("testkit.t"))
                    .as("rows written behind the fence of a lease that expired and that nobody took; the fence has to"
                            + " compare the token, and not the clock")
                    .isEqualTo(1);
        }
    }

    @Test
    default void anExpiredLeaseThatNobodyTookStillNotesItsProgress() throws Exception {
        try (LeaseTrial trial = LeaseTrial.of(this)) {
            Lease expired = expired(trial);
            Lease longer = new Lease(expired.token(), expired.owner(), LeaseTrial.LONG);
            trial.ours().run(Scripts.transaction(trial.store().note(longer, ProgressCases.progress(1, false, null))));

            assertThat(trial.look())
                    .as("the lease after a note that came late, when nobody had taken it")
                    .isInstanceOfSatisfying(
                            LeaseState.Held.class,
                            held -> assertThat(held.progress()).isEqualTo(ProgressCases.progress(1, false, null)));
        }
    }

    private static Lease expired(LeaseTrial trial) throws Exception {
        Lease lease = trial.take(trial.ours(), "one", Duration.ofMillis(1));
        trial.trial().pause("0.05");
        return lease;
    }
}
