package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryGuard;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A history that another tool writes, too. Skipped if the store says that none does. */
interface OtherToolCases extends HistoryHooks {

    @Test
    default void whatIsBegunIsReadAsFailedUntilItIsTakenBack() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            HistoryEntry entry = trial.entry(2, "two");
            trial.record(trial.entry(1, "one"));
            for (int i = 0; i < 2; i++) {
                begin(trial, entry, Direction.APPLY);
                assertThat(failed(trial))
                        .as("what is begun, written %s times", i + 1)
                        .containsExactly(entry.id());
                assertThat(trial.ids()).doesNotContain(entry.id());
            }
            for (int i = 0; i < 2; i++) {
                abandon(trial, entry, Direction.APPLY);
                assertThat(failed(trial)).as("what was begun and taken back").isEmpty();
                assertThat(trial.ids()).hasSize(1);
            }
        }
    }

    @Test
    default void theRecordReplacesWhatWasBegun() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            HistoryEntry entry = trial.entry(1, "one");
            begin(trial, entry, Direction.APPLY);
            trial.record(entry);

            assertThat(failed(trial)).as("what is recorded after it was begun").isEmpty();
            assertThat(trial.ids()).containsExactly(entry.id());
        }
    }

    @Test
    default void anUndoThatIsBegunIsTakenBackOrReplaced() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            HistoryEntry entry = trial.entry(1, "one");
            trial.record(entry);
            begin(trial, entry, Direction.REVERT);
            assertThat(failed(trial)).as("an undo that was begun").containsExactly(entry.id());
            abandon(trial, entry, Direction.REVERT);
            assertThat(failed(trial)).as("an undo that was taken back").isEmpty();
            assertThat(trial.ids()).containsExactly(entry.id());

            begin(trial, entry, Direction.REVERT);
            trial.write(List.of(trial.store().erase(entry.id())));
            assertThat(failed(trial)).as("an undo that is done").isEmpty();
            assertThat(trial.ids()).isEmpty();
        }
    }

    @Test
    default void theGuardFailsWhereTheOtherToolWasFaster() throws TxFailure {
        try (HistoryTrial trial = HistoryTrial.of(this)) {
            HistoryEntry entry = trial.entry(1, "one");
            trial.write(List.of(guard(trial, entry, Direction.APPLY)));
            assertRefused(trial, entry, Direction.REVERT);
            trial.record(entry);

            assertRefused(trial, entry, Direction.APPLY);
            trial.write(List.of(guard(trial, entry, Direction.REVERT)));
        }
    }

    private static void assertRefused(HistoryTrial trial, HistoryEntry entry, Direction direction) throws TxFailure {
        assertThat(trial.refused(
                                "The guard of what was done already",
                                Scripts.transaction(guard(trial, entry, direction)))
                        .sqlState())
                .as("SQLSTATE of the guard where another tool was faster")
                .isEqualTo("22012");
    }

    private static String guard(HistoryTrial trial, HistoryEntry entry, Direction direction) throws TxFailure {
        var guard = trial.store().guard(trial.database(), entry, direction);
        assumeTrue(guard.isPresent(), "No other tool writes this history");
        return guard.map(HistoryGuard::unchanged).orElseThrow();
    }

    private static void begin(HistoryTrial trial, HistoryEntry entry, Direction direction) throws TxFailure {
        var begin = trial.store().begin(entry, direction);
        assumeTrue(begin.isPresent(), "No other tool reads this history");
        trial.write(List.of(begin.orElseThrow()));
    }

    private static void abandon(HistoryTrial trial, HistoryEntry entry, Direction direction) throws TxFailure {
        trial.write(List.of(trial.store().abandon(entry.id(), direction).orElseThrow()));
    }

    private static List<MigrationId> failed(HistoryTrial trial) throws TxFailure {
        return trial.history().failed().stream().map(AppliedMigration::id).toList();
    }
}
