package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Lease;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a store says of its own: the same each time. */
interface StatementCases extends StoreHooks {

    @Test
    default void renderingReadsNoClockAndKeepsNoState() throws Exception {
        try (StoreTrial trial = StoreTrial.in(this, store("testkit", "history"))) {
            List<String> before = rendered(trial);
            trial.trial().pause("0.01");

            assertThat(rendered(trial))
                    .as("the same statements, rendered once more some milliseconds later; a store is pure")
                    .isEqualTo(before);
        }
    }

    private static List<String> rendered(StoreTrial trial) throws Exception {
        HistoryStore store = trial.store();
        Database database = trial.database();
        Lease lease = new Lease(7, "one", Duration.ofSeconds(9));
        return Stream.of(
                        store.history(database).statements(),
                        store.create(database),
                        store.createLease(database),
                        store.complete(database),
                        store.acquire("one", lease.duration()).statements(),
                        store.lease().statements(),
                        store.revoke("two").statements(),
                        List.of(
                                store.fence(lease),
                                store.note(lease, null),
                                store.renew(lease),
                                store.release(lease),
                                store.record(trial.entry(1, "one")),
                                store.erase(1)))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    default void theChecksumTellsTextsApart() {
        HistoryStore store = store("testkit", "history");
        String text = "CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n";
        String checksum = store.checksum(text);

        assertThat(store.checksum(text))
                .as("the checksum of the same text once more")
                .isEqualTo(checksum);
        assertThat(store("testkit", "history").checksum(text))
                .as("the same text's checksum by another store of the same kind")
                .isEqualTo(checksum);
        assertThat(store.checksum(text.replace('b', 'c')))
                .as("the checksum of a text with another letter")
                .isNotEqualTo(checksum);
        assertThat(store.checksum("CREATE TABLE b (id INT);\nCREATE TABLE a (id INT);\n"))
                .as("the checksum of the same lines in another order")
                .isNotEqualTo(checksum);
    }
}
