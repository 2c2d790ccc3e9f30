package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is recorded of an applied migration can be brought up to date with its file. */
interface UpdateCases extends HistoryHooks {

    @Test
    default void anUpdateChangesWhatIsRecordedAndKeepsWhatHappened() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "one"), trial.entry(2, "two"));
            List<AppliedMigration> before = trial.history().entries();
            HistoryEntry update = update(trial, 2, "it's \"two\" \\ now", Kind.SCRIPT);
            trial.write(List.of(trial.store().update(update), trial.store().update(update)));

            AppliedMigration old = before.get(1);
            assertThat(trial.history().entries())
                    .as("the history after the second of two migrations was updated, twice with the same values")
                    .containsExactly(
                            before.get(0),
                            kept(new AppliedMigration(
                                    old.id(),
                                    update.description(),
                                    old.appliedAt(),
                                    update.checksum(),
                                    old.duration(),
                                    old.appliedBy(),
                                    Kind.SCRIPT,
                                    update.contentChecksum())));
        }
    }

    @Test
    default void aMigrationThatIsMarkedAsWithoutFileNeedsNoneAnyMore() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "one"), trial.entry(2, "two"));
            trial.write(List.of(trial.store().update(update(trial, 1, "one", Kind.WITHOUT_FILE))));

            assertThat(trial.history().entries())
                    .as("the applied migrations; the one that was marked is none that a script or code stands for")
                    .noneMatch(entry -> entry.id().equals(Version.of(1))
                            && (entry.kind() == Kind.SCRIPT || entry.kind() == Kind.CODE));
            assertThat(trial.ids()).as("the other one").contains(Version.of(2));
        }
    }

    @Test
    default void anUpdateOfWhatIsNotRecordedFails() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "one"));
            UnwrittenRowCases.assertRefused(trial, trial.store().update(update(trial, 2, "two", Kind.SCRIPT)));

            assertThat(trial.ids()).containsExactly(Version.of(1));
        }
    }

    @Test
    default void anUpdateThatATriggerSwallowsFails() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            trial.record(trial.entry(1, "one"));
            UnwrittenRowCases.swallow(trial);
            UnwrittenRowCases.assertRefused(trial, trial.store().update(update(trial, 1, "other", Kind.SCRIPT)));
        }
    }

    private static HistoryEntry update(HistoryTrial trial, long version, String description, Kind kind) {
        return new HistoryEntry(
                Version.of(version),
                description,
                trial.store().checksum("SELECT 'another script'"),
                "who repairs",
                Duration.ZERO,
                kind,
                "V" + version + "__another.sql",
                "1:" + "cd".repeat(32));
    }
}
