package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A lease that expired is still its owner's until somebody takes it: a runner over one connection cannot renew beside a
 * script that takes long, and has to commit it all the same.
 */
interface ExpiredLeaseCases extends StoreHooks {

    @Test
    default void anExpiredLeaseThatNobodyTookStillCommits() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease expired = expired(trial);
            trial.ours()
                    .run(Scripts.transaction(
                            trial.store().fence(expired), trial.store().record(trial.entry(1, "one"))));

            assertThat(trial.versions())
                    .as("versions recorded behind the fence of a lease that expired, and that nobody took; its token"
                            + " counts, and not the clock")
                    .containsExactly(1L);
        }
    }

    @Test
    default void anExpiredLeaseThatNobodyTookStillNotesItsProgress() throws Exception {
        try (StoreTrial trial = StoreTrial.of(this)) {
            Lease expired = expired(trial);
            Lease longer = new Lease(expired.token(), expired.owner(), StoreTrial.LONG);
            trial.ours().run(Scripts.transaction(trial.store().note(longer, ProgressCases.progress(1, false, null))));

            assertThat(trial.look())
                    .as("the lease after a note that came late, when nobody had taken it")
                    .isInstanceOfSatisfying(
                            LeaseState.Held.class,
                            held -> assertThat(held.progress()).isEqualTo(ProgressCases.progress(1, false, null)));
        }
    }

    private static Lease expired(StoreTrial trial) throws Exception {
        Lease lease = trial.take(trial.ours(), "one", Duration.ofMillis(1));
        trial.trial().pause("0.05");
        return lease;
    }
}
