package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.HistoryStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A history store renders the same statements each time. */
interface HistoryStatementCases extends HistoryHooks {

    @Test
    default void renderingTheHistoryReadsNoClockAndKeepsNoState() throws Exception {
        try (HistoryTrial trial = HistoryTrial.in(this, store("testkit", "history"))) {
            List<String> before = rendered(trial);
            trial.trial().pause("0.01");

            assertThat(rendered(trial))
                    .as("the same statements, rendered once more some milliseconds later; a store is pure")
                    .isEqualTo(before);
        }
    }

    private static List<String> rendered(HistoryTrial trial) throws Exception {
        HistoryStore store = trial.store();
        Database database = trial.database();
        return Stream.of(
                        store.history(database).statements(),
                        store.create(database),
                        store.createSchema().stream().toList(),
                        store.complete(database),
                        store.contentChecksums(database).statements(),
                        List.of(
                                store.record(trial.entry(1, "one")),
                                store.update(trial.entry(1, "one")),
                                store.removeFailed(Version.of(1)),
                                store.erase(Version.of(1))))
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
