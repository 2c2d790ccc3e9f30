package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Progress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A lease store renders the same statements each time. */
interface LeaseStatementCases extends LeaseHooks {

    @Test
    default void renderingTheLeaseReadsNoClockAndKeepsNoState() throws Exception {
        try (LeaseTrial trial = LeaseTrial.in(this, leaseStore("testkit", "history"))) {
            List<String> before = rendered(trial);
            trial.trial().pause("0.01");

            assertThat(rendered(trial))
                    .as("the same statements, rendered once more some milliseconds later; a store is pure")
                    .isEqualTo(before);
        }
    }

    private static List<String> rendered(LeaseTrial trial) throws Exception {
        LeaseStore store = trial.store();
        Lease lease = new Lease(7, "one", Duration.ofSeconds(9));
        return Stream.of(
                        store.create(trial.database()),
                        store.acquire("one", lease.duration()).statements(),
                        store.lease().statements(),
                        store.revoke("two").statements(),
                        List.of(
                                store.fence(lease),
                                store.note(lease, null),
                                store.note(lease, new Progress(Version.of(1), Direction.APPLY, "ab", 1, true, "error")),
                                store.renew(lease),
                                store.release(lease)))
                .flatMap(List::stream)
                .toList();
    }
}
