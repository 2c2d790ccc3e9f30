package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.InvalidIndexDropped;
import dev.manticore.migrations.MigrationEvent.LeaseAwaited;
import dev.manticore.migrations.MigrationEvent.LeaseNotReleased;
import dev.manticore.migrations.MigrationEvent.LeaseNotRenewed;
import dev.manticore.migrations.MigrationEvent.OutcomeUnknown;
import dev.manticore.migrations.MigrationEvent.Retrying;
import dev.manticore.migrations.MigrationEvent.StepFinished;
import dev.manticore.migrations.cli.output.Output.Progress;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** A line for each thing that happened, as log files like it. */
final class LineProgress implements Progress {
    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private @Nullable String awaited;

    LineProgress(PrintStream out, PrintStream err, Style style) {
        this.out = out;
        this.err = err;
        this.style = style;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof StepFinished finished) {
            out.println(style.green(Words.done(finished.step().direction())) + " "
                    + Words.migration(finished.step().version(), finished.step().description())
                    + style.faint(" (" + Words.duration(finished.duration()) + ")"));
        } else if (event instanceof LeaseAwaited waiting) {
            // The same holder is asked again and again.
            if (!waiting.owner().equals(awaited)) {
                awaited = waiting.owner();
                err.println("waiting for the lease, which a run of " + waiting.owner() + " holds for another "
                        + Words.duration(waiting.remaining()) + " unless it renews it");
            }
        } else if (event instanceof Retrying retrying) {
            err.println(retrying.reason() + "; trying again in " + Words.duration(retrying.delay()) + " (attempt "
                    + retrying.attempt() + ")");
        } else if (event instanceof OutcomeUnknown unknown) {
            err.println("the connection was lost during " + unknown.what() + " (" + unknown.reason()
                    + "); finding out what was carried out");
        } else if (event instanceof InvalidIndexDropped dropped) {
            err.println("dropping the index " + dropped.index() + ", which an earlier attempt left invalid");
        } else if (event instanceof LeaseNotReleased notReleased) {
            err.println("the lease could not be released and lapses by itself: " + notReleased.reason());
        } else if (event instanceof LeaseNotRenewed notRenewed) {
            err.println("the lease could not be renewed: " + notRenewed.reason());
        }
    }

    @Override
    public void close() {}
}
