package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.internal.connection.Durations;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * One log line for each event.
 *
 * @param failures the level of failures, which a call throws as well
 */
record LogListener(Logger log, Level failures) implements MigrationListener, MigrationEvent.Cases<LogListener.Line> {

    /** What is logged of an event. */
    record Line(Level level, String format, List<Object> arguments) {
        Line(Level level, String format, Object... arguments) {
            this(level, format, List.of(arguments));
        }
    }

    @Override
    public void on(MigrationEvent event) {
        Line line = event.match(this);
        Object[] arguments =
                line.arguments().stream().map(LogListener::printable).toArray();
        // By the methods that SLF4J has had since 1.7, which Maven 3.8 provides to its plugins.
        switch (line.level()) {
            case ERROR -> log.error(line.format(), arguments);
            case WARN -> log.warn(line.format(), arguments);
            case INFO -> log.info(line.format(), arguments);
            case DEBUG -> log.debug(line.format(), arguments);
            case TRACE -> log.trace(line.format(), arguments);
        }
    }

    /** Further lines are indented: none that others wrote looks like one of the log's own. */
    private static Object printable(Object argument) {
        return argument instanceof String text ? Printable.text(text).replace("\n", "\n    ") : argument;
    }

    @Override
    public Line runStarted(MigrationEvent.RunStarted started) {
        return new Line(
                Level.INFO, "{} to execute", Counts.of(started.plan().steps().size(), "migration"));
    }

    @Override
    public Line historyRead(MigrationEvent.HistoryRead read) {
        return new Line(
                Level.INFO,
                "Database {}, user {}, schema {}, {} {}: {}",
                known(read.database()),
                known(read.user()),
                known(read.schema()),
                read.product(),
                read.version(),
                read.current() == null ? "no version is applied" : "at version " + read.current());
    }

    @Override
    public Line nothingToDo(MigrationEvent.NothingToDo nothing) {
        return new Line(
                Level.DEBUG,
                "Nothing to do; {} in files and history",
                Counts.of(nothing.entries().size(), "migration"));
    }

    @Override
    public Line runFinished(MigrationEvent.RunFinished finished) {
        int steps = finished.report().steps().size();
        return new Line(
                Level.INFO,
                "{} in {} ms; {}",
                steps == 0 ? "Nothing to do" : Counts.of(steps, "migration") + " executed",
                finished.duration().toMillis(),
                finished.current() == null ? "no version is applied" : "at version " + finished.current());
    }

    private static String known(@Nullable String name) {
        return name == null ? "(unknown)" : name;
    }

    @Override
    public Line leaseAwaited(MigrationEvent.LeaseAwaited awaited) {
        return new Line(
                Level.INFO, "Waiting for the lease, held by {} for another {}", awaited.owner(), awaited.remaining());
    }

    @Override
    public Line leaseAcquired(MigrationEvent.LeaseAcquired acquired) {
        return new Line(Level.DEBUG, "Lease taken for {} as {}", acquired.duration(), acquired.owner());
    }

    @Override
    public Line runRequested(MigrationEvent.RunRequested requested) {
        return new Line(Level.DEBUG, "Migrating: {}", requested.target());
    }

    /** The failure itself reaches the caller, who decides how to log it. */
    @Override
    public Line runFailed(MigrationEvent.RunFailed failed) {
        return new Line(
                Level.DEBUG,
                "Failed after {} ms with {}",
                failed.duration().toMillis(),
                failed.failure().getClass().getSimpleName());
    }

    @Override
    public Line leaseReleased(MigrationEvent.LeaseReleased event) {
        return new Line(Level.DEBUG, "Lease released");
    }

    @Override
    public Line leaseNotReleased(MigrationEvent.LeaseNotReleased kept) {
        return new Line(Level.WARN, "The lease could not be released. It will expire by itself: {}", kept.reason());
    }

    @Override
    public Line leaseRevoked(MigrationEvent.LeaseRevoked revoked) {
        return new Line(
                Level.WARN,
                "Took the lease from {}, which would have held it for another {}",
                revoked.owner(),
                revoked.remaining());
    }

    @Override
    public Line progressDecided(MigrationEvent.ProgressDecided decided) {
        return new Line(Level.WARN, "Progress was set by hand: {}, {}", decided.decision(), decided.outcome());
    }

    @Override
    public Line historyAdopted(MigrationEvent.HistoryAdopted event) {
        Adoption adoption = event.adoption();
        return adoption.isEmpty()
                ? new Line(Level.INFO, "Nothing to adopt from {}", adoption.fromTable())
                : new Line(
                        Level.INFO,
                        "Adopted {} from {}",
                        Counts.of(adoption.migrations().size(), "migration"),
                        adoption.fromTable());
    }

    @Override
    public Line historyRepaired(MigrationEvent.HistoryRepaired repaired) {
        return new Line(
                Level.WARN,
                "The history was repaired: {}",
                repaired.report().repairs().stream().map(HistoryRepair::reason).collect(Collectors.joining(" ")));
    }

    @Override
    public Line baselineRecorded(MigrationEvent.BaselineRecorded recorded) {
        return new Line(
                Level.INFO,
                "Baseline {}: all versions up to it count as applied",
                recorded.baseline().version().label(recorded.baseline().description()));
    }

    @Override
    public Line leaseNotRenewed(MigrationEvent.LeaseNotRenewed missed) {
        return new Line(
                Level.WARN,
                "Could not renew the lease during the statement. It is renewed only between statements: {}",
                missed.reason());
    }

    @Override
    public Line stepStarted(MigrationEvent.StepStarted started) {
        return new Line(
                Level.DEBUG,
                "{} ({}), {} of {}",
                name(started.step()),
                started.step().origin(),
                started.index() + 1,
                started.total());
    }

    @Override
    public Line statementFinished(MigrationEvent.StatementFinished finished) {
        return new Line(
                Level.DEBUG,
                "{}: statement {} of {} done",
                name(finished.step()),
                finished.statement() + 1,
                finished.total());
    }

    @Override
    public Line statementRepeated(MigrationEvent.StatementRepeated repeated) {
        return new Line(
                Level.INFO,
                "{}: statement {} was repeated {}, {}, {} rows/s",
                name(repeated.step()),
                repeated.statement() + 1,
                Counts.of(repeated.repetitions(), "time"),
                Counts.of(repeated.rows(), "row"),
                repeated.rowsPerSecond());
    }

    @Override
    public Line repetitionDelayed(MigrationEvent.RepetitionDelayed delayed) {
        return new Line(
                Level.WARN,
                "{}: statement {} is repeated in {}: {}",
                name(delayed.step()),
                delayed.statement() + 1,
                delayed.delay(),
                delayed.reason());
    }

    @Override
    public Line statementBlocked(MigrationEvent.StatementBlocked blocked) {
        return blocked(name(blocked.step()), blocked.lockWait());
    }

    private static Line blocked(String what, LockWait wait) {
        return new Line(
                Level.WARN,
                "{} has waited {} for a lock, behind {}",
                what,
                Durations.seconds(wait.waited()),
                wait.description());
    }

    @Override
    public Line invalidIndexDropped(MigrationEvent.InvalidIndexDropped dropped) {
        return new Line(
                Level.WARN,
                "{}: dropping the index {}, which an earlier attempt left invalid",
                name(dropped.step()),
                dropped.index());
    }

    @Override
    public Line processTerminated(MigrationEvent.ProcessTerminated terminated) {
        return new Line(
                Level.WARN,
                "The server process {} was terminated, which still worked for a connection that is gone: {}",
                terminated.process(),
                terminated.statement());
    }

    @Override
    public Line messageReceived(MigrationEvent.MessageReceived received) {
        return message(name(received.step()), received.message());
    }

    private static Line message(String what, ServerMessage message) {
        boolean warning = message.severity() == ServerMessage.Severity.WARNING;
        return new Line(warning ? Level.WARN : Level.INFO, "{}: {}", what, message.toString());
    }

    @Override
    public Line stepFinished(MigrationEvent.StepFinished finished) {
        return new Line(
                Level.INFO,
                "{} done in {} ms",
                name(finished.step()),
                finished.duration().toMillis());
    }

    @Override
    public Line stepFailed(MigrationEvent.StepFailed failed) {
        return new Line(failures, "{}", String.valueOf(failed.failure().getMessage()));
    }

    @Override
    public Line callbackStarted(MigrationEvent.CallbackStarted started) {
        return new Line(
                Level.DEBUG,
                "Callback {} ({})",
                started.file().event().fileName(),
                started.file().origin());
    }

    @Override
    public Line callbackFinished(MigrationEvent.CallbackFinished finished) {
        return new Line(
                Level.INFO,
                "Callback {} ({}) done in {} ms",
                finished.file().event().fileName(),
                finished.file().origin(),
                finished.duration().toMillis());
    }

    @Override
    public Line callbackFailed(MigrationEvent.CallbackFailed failed) {
        return new Line(failures, "{}", String.valueOf(failed.failure().getMessage()));
    }

    @Override
    public Line callbackBlocked(MigrationEvent.CallbackBlocked blocked) {
        return blocked(blocked.file().origin(), blocked.lockWait());
    }

    @Override
    public Line callbackMessageReceived(MigrationEvent.CallbackMessageReceived received) {
        return message(received.file().origin(), received.message());
    }

    @Override
    public Line lockTimedOut(MigrationEvent.LockTimedOut timedOut) {
        LockWait wait = timedOut.lockWait();
        return new Line(
                Level.WARN,
                "{} waited too long for a lock{}; trying again (attempt {}) in {}",
                timedOut.what(),
                wait == null ? "" : ", behind " + wait.description(),
                timedOut.attempt() + 1,
                Durations.seconds(timedOut.delay()));
    }

    @Override
    public Line retrying(MigrationEvent.Retrying retrying) {
        return new Line(
                Level.WARN,
                "Trying again (attempt {}) in {}: {}",
                retrying.attempt() + 1,
                retrying.delay(),
                retrying.reason());
    }

    @Override
    public Line outcomeUnknown(MigrationEvent.OutcomeUnknown unknown) {
        return new Line(Level.WARN, "The outcome of {} is not known yet: {}", unknown.what(), unknown.reason());
    }

    private static String name(PlanStep step) {
        return (step.direction() == Direction.APPLY ? "" : "Undo of ")
                + step.id().label(step.description());
    }
}
