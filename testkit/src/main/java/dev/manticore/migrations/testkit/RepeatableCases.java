package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repeatable migrations, in the history table or in one of their own. Skipped if the store refuses them. */
interface RepeatableCases extends HistoryHooks {

    @Test
    default void aRepeatableMigrationIsReadWithTheChecksumOfTheLastTime() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            RepeatableName views = keepable(trial, "all \"views\" of it's \\ shop");
            String other = trial.store().checksum("SELECT 1");
            trial.record(trial.entry(1, "one"), entry(views, trial.checksum()));
            trial.record(entry(views, other));

            assertThat(repeatables(trial))
                    .as("the repeatable migrations, after one was recorded twice")
                    .singleElement()
                    .satisfies(read -> {
                        assertThat(read.id()).isEqualTo(views);
                        assertThat(read.checksum()).isEqualTo(other);
                    });
        }
    }

    /** An undo script may have dropped what it created. */
    @Test
    default void aRepeatableMigrationIsOutdatedAfterAVersionWasErased() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            RepeatableName views = keepable(trial, "views");
            trial.record(trial.entry(1, "one"), entry(views, trial.checksum()));
            trial.write(List.of(trial.store().erase(trial.entry(1, "one").id())));

            assertThat(repeatables(trial))
                    .as("the repeatable migrations that count as applied")
                    .noneMatch(read -> trial.checksum().equals(read.checksum()));
        }
    }

    @Test
    default void aRepeatableMigrationIsUpdated() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            RepeatableName views = keepable(trial, "views");
            String other = trial.store().checksum("SELECT 1");
            trial.record(trial.entry(1, "one"), entry(views, trial.checksum()));
            trial.write(List.of(trial.store().update(entry(views, other))));

            assertThat(repeatables(trial))
                    .as("the repeatable migrations after an update")
                    .singleElement()
                    .satisfies(read -> assertThat(read.checksum()).isEqualTo(other));
        }
    }

    @Test
    default void aRepeatableMigrationIsErased() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            RepeatableName views = keepable(trial, "views");
            trial.record(trial.entry(1, "one"), entry(views, trial.checksum()));
            trial.write(List.of(trial.store().erase(views)));

            assertThat(repeatables(trial)).as("the repeatable migrations").isEmpty();
            assertThat(trial.history().entries()).as("the history").isNotEmpty();
        }
    }

    private static RepeatableName keepable(HistoryTrial trial, String name) {
        RepeatableName repeatable = new RepeatableName(name);
        assumeTrue(trial.store().refusal(repeatable).isEmpty(), "The store keeps no repeatable migrations");
        return repeatable;
    }

    private static HistoryEntry entry(RepeatableName name, String checksum) {
        return new HistoryEntry(name, name.name(), checksum, "somebody@somewhere", Duration.ofMillis(12));
    }

    private static List<AppliedMigration> repeatables(HistoryTrial trial) throws TxFailure {
        return trial
                .ask(
                        trial.ours(),
                        trial.store()
                                .repeatables(trial.database())
                                .and(trial.store().history(trial.database()), (own, history) -> history.with(own)))
                .entries()
                .stream()
                .filter(entry -> entry.id() instanceof RepeatableName)
                .toList();
    }
}
