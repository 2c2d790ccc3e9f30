package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.CallbackStarted;
import dev.manticore.migrations.MigrationEvent.RepetitionDelayed;
import dev.manticore.migrations.MigrationEvent.StatementBlocked;
import dev.manticore.migrations.MigrationEvent.StatementFinished;
import dev.manticore.migrations.MigrationEvent.StatementRepeated;
import dev.manticore.migrations.MigrationEvent.StepStarted;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.settings.text.Columns;
import dev.manticore.migrations.settings.text.Words;
import java.util.Optional;

/**
 * What a run is doing, for a line on a terminal.
 *
 * @param what a migration or callback
 * @param state how far it is
 */
record UnderWay(String what, String state) {

    /** Empty if the event does not change what is to be shown. */
    static Optional<UnderWay> of(MigrationEvent event) {
        if (event instanceof StepStarted started) {
            return step(started.step(), "");
        } else if (event instanceof CallbackStarted started) {
            return Optional.of(new UnderWay("callback " + Words.callback(started.file()), " .."));
        } else if (event instanceof StatementBlocked blocked) {
            return step(blocked.step(), " waits for a lock");
        } else if (event instanceof StatementFinished finished) {
            return step(finished.step(), " " + (finished.statement() + 1) + " of " + finished.total() + " statements");
        } else if (event instanceof StatementRepeated repeated) {
            return step(repeated.step(), " " + repeated.rows() + " rows, " + repeated.rowsPerSecond() + " rows/s");
        } else if (event instanceof RepetitionDelayed delayed) {
            return step(delayed.step(), " waits, since " + delayed.reason());
        }
        return Optional.empty();
    }

    private static Optional<UnderWay> step(PlanStep step, String state) {
        String name = Words.migration(step.id(), step.description());
        return Optional.of(
                new UnderWay((step.direction() == Direction.REVERT ? "reverting " : "") + name, " .." + state));
    }

    /** One line; of a long name, the beginning. */
    String line(int columns) {
        return Columns.fit(what, columns - state.length()) + state;
    }
}
