package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.CallbackBlocked;
import dev.manticore.migrations.MigrationEvent.CallbackFailed;
import dev.manticore.migrations.MigrationEvent.CallbackFinished;
import dev.manticore.migrations.MigrationEvent.CallbackMessageReceived;
import dev.manticore.migrations.MigrationEvent.InvalidIndexDropped;
import dev.manticore.migrations.MigrationEvent.LeaseAwaited;
import dev.manticore.migrations.MigrationEvent.LeaseNotReleased;
import dev.manticore.migrations.MigrationEvent.LeaseNotRenewed;
import dev.manticore.migrations.MigrationEvent.LockTimedOut;
import dev.manticore.migrations.MigrationEvent.MessageReceived;
import dev.manticore.migrations.MigrationEvent.OutcomeUnknown;
import dev.manticore.migrations.MigrationEvent.ProcessTerminated;
import dev.manticore.migrations.MigrationEvent.RepetitionDelayed;
import dev.manticore.migrations.MigrationEvent.Retrying;
import dev.manticore.migrations.MigrationEvent.StatementBlocked;
import dev.manticore.migrations.MigrationEvent.StatementRepeated;
import dev.manticore.migrations.MigrationEvent.StepFinished;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.ServerMessage.Severity;
import dev.manticore.migrations.settings.session.Feedback.Progress;
import dev.manticore.migrations.settings.text.Style;
import dev.manticore.migrations.settings.text.Words;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Prints one line per event, suitable for log files. */
final class LineProgress implements Progress {
    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private final String prefix;
    private @Nullable String awaited;

    LineProgress(PrintStream out, PrintStream err, Style style) {
        this(out, err, style, "");
    }

    /** @param prefix the beginning of each line on standard error */
    LineProgress(PrintStream out, PrintStream err, Style style, String prefix) {
        this.prefix = prefix;
        this.out = out;
        this.err = err;
        this.style = style;
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof StepFinished finished) {
            out.println(style.green(Words.done(finished.step().direction())) + " "
                    + Words.migration(finished.step().id(), finished.step().description())
                    + style.faint(" (" + Words.duration(finished.duration()) + ")"));
        } else if (event instanceof CallbackFinished finished) {
            out.println(style.green("executed") + " callback " + Words.callback(finished.file())
                    + style.faint(" (" + Words.duration(finished.duration()) + ")"));
        } else if (event instanceof CallbackFailed failed) {
            // Another failure ends the run.
            if (failed.file().event().isAfterFailure()) {
                say(style.yellow("warning: "), failed.failure().summary());
            }
        } else if (event instanceof MessageReceived received) {
            warn(received.step().id().label(), received.message());
        } else if (event instanceof CallbackMessageReceived received) {
            warn(Words.callback(received.file()), received.message());
        } else if (event instanceof LeaseAwaited waiting) {
            // Each attempt reports the same holder again.
            if (!waiting.owner().equals(awaited)) {
                awaited = waiting.owner();
                say(
                        "",
                        "waiting for the lease, held by " + waiting.owner() + " for another "
                                + Words.duration(waiting.remaining()) + " unless renewed");
            }
        } else if (event instanceof StatementRepeated repeated) {
            say(
                    "",
                    name(repeated.step()) + ": " + Words.count(repeated.rows(), "row") + " in "
                            + Words.count(repeated.repetitions(), "repetition") + " of statement "
                            + (repeated.statement() + 1) + ", "
                            + repeated.rowsPerSecond()
                            + " rows/s");
        } else if (event instanceof RepetitionDelayed delayed) {
            say("", name(delayed.step()) + " goes on in " + Words.duration(delayed.delay()) + ": " + delayed.reason());
        } else if (event instanceof StatementBlocked blocked) {
            waits(name(blocked.step()), blocked.lockWait());
        } else if (event instanceof CallbackBlocked blocked) {
            waits("The callback " + Words.callback(blocked.file()), blocked.lockWait());
        } else if (event instanceof LockTimedOut timedOut) {
            LockWait wait = timedOut.lockWait();
            say(
                    "",
                    timedOut.what() + " waited too long for a lock"
                            + (wait == null ? "" : ", behind " + wait.description()) + "; retrying in "
                            + Words.duration(timedOut.delay()) + " (attempt " + (timedOut.attempt() + 1) + ")");
        } else if (event instanceof Retrying retrying) {
            say(
                    "",
                    retrying.reason() + "; retrying in " + Words.duration(retrying.delay()) + " (attempt "
                            + (retrying.attempt() + 1) + ")");
        } else if (event instanceof OutcomeUnknown unknown) {
            say("", "no definite answer for " + unknown.what() + " (" + unknown.reason() + "); checking the outcome");
        } else if (event instanceof InvalidIndexDropped dropped) {
            say("", "dropping the index " + dropped.index() + ", which an earlier attempt left invalid");
        } else if (event instanceof ProcessTerminated terminated) {
            say(
                    "",
                    "terminated server process " + terminated.process()
                            + ", which still worked for a connection that is gone: " + terminated.statement());
        } else if (event instanceof LeaseNotReleased notReleased) {
            say("", "could not release the lease, which will expire by itself: " + notReleased.reason());
        } else if (event instanceof LeaseNotRenewed notRenewed) {
            say("", "could not renew the lease during this statement: " + notRenewed.reason());
        }
    }

    private static String name(PlanStep step) {
        return Words.migration(step.id(), step.description());
    }

    private void waits(String what, LockWait wait) {
        err.println(prefix + what + " has waited " + Words.duration(wait.waited()) + " for a lock, behind "
                + wait.description());
    }

    /** The log shows notices, in detail. */
    private void warn(String what, ServerMessage message) {
        if (message.severity() == Severity.WARNING) {
            say(style.yellow("warning: "), what + ": " + message);
        }
    }

    private void say(String label, String text) {
        err.println(prefix + label + Printable.text(text).replace("\n", "\n  "));
    }

    @Override
    public void close() {}
}
