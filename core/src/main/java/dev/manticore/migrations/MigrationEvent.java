package dev.manticore.migrations;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of a run. */
public sealed interface MigrationEvent {

    /**
     * One method for each type of event. Later versions may add events; code that implements it then does not compile
     * until it handles them.
     *
     * @param <R> the result
     */
    interface Cases<R> {
        R runRequested(RunRequested event);

        R historyRead(HistoryRead event);

        R runStarted(RunStarted event);

        R leaseAwaited(LeaseAwaited event);

        R leaseAcquired(LeaseAcquired event);

        R leaseReleased(LeaseReleased event);

        R leaseNotReleased(LeaseNotReleased event);

        R leaseRevoked(LeaseRevoked event);

        R progressDecided(ProgressDecided event);

        R historyAdopted(HistoryAdopted event);

        R historyRepaired(HistoryRepaired event);

        R baselineRecorded(BaselineRecorded event);

        R leaseNotRenewed(LeaseNotRenewed event);

        R stepStarted(StepStarted event);

        R statementFinished(StatementFinished event);

        R statementRepeated(StatementRepeated event);

        R repetitionDelayed(RepetitionDelayed event);

        R statementBlocked(StatementBlocked event);

        R invalidIndexDropped(InvalidIndexDropped event);

        R processTerminated(ProcessTerminated event);

        R messageReceived(MessageReceived event);

        R stepFinished(StepFinished event);

        R stepFailed(StepFailed event);

        R callbackStarted(CallbackStarted event);

        R callbackFinished(CallbackFinished event);

        R callbackFailed(CallbackFailed event);

        R callbackBlocked(CallbackBlocked event);

        R callbackMessageReceived(CallbackMessageReceived event);

        R lockTimedOut(LockTimedOut event);

        R retrying(Retrying event);

        R outcomeUnknown(OutcomeUnknown event);

        R nothingToDo(NothingToDo event);

        R runFinished(RunFinished event);

        R runFailed(RunFailed event);
    }

    /** Calls the method for this event. */
    <R> R match(Cases<R> cases);

    /**
     * A call that migrates begins; it has not connected yet. Exactly one of {@link RunFinished} and {@link RunFailed} follows, at
     * the end and on the same thread.
     */
    record RunRequested(Target target) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.runRequested(this);
        }
    }

    /**
     * A call that migrates has connected and read the history, before it changes anything. If there is no history yet and no
     * schema was specified, this event follows when the lease is acquired and its table exists: only then is the schema known.
     *
     * @param product e.g. {@code PostgreSQL}
     * @param version the server's
     * @param database the database's name; null if the driver does not know it
     * @param user the user's name; null if the driver does not know it
     * @param schema the schema of the history; null if it is not known: there is no history, and the run did not begin one
     * @param current the highest applied version, or null if none is applied
     */
    record HistoryRead(
            String product,
            String version,
            @Nullable String database,
            @Nullable String user,
            @Nullable String schema,
            @Nullable MigrationId current)
            implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.historyRead(this);
        }
    }

    /** The lease is held and the plan is complete; the steps follow. */
    record RunStarted(Plan plan) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.runStarted(this);
        }
    }

    /** Another runner holds the lease; the next attempt follows after {@code delay}. */
    record LeaseAwaited(String owner, Duration remaining, Duration delay) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leaseAwaited(this);
        }
    }

    /** The lease was acquired for {@code duration}. */
    record LeaseAcquired(String owner, Duration duration) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leaseAcquired(this);
        }
    }

    /** The lease was released. */
    record LeaseReleased() implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leaseReleased(this);
        }
    }

    /** The lease could not be released. It expires by itself and blocks other runners until then. */
    record LeaseNotReleased(String reason) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leaseNotReleased(this);
        }
    }

    /** The lease was taken from its holder, see {@link Migrator#unlock}. */
    record LeaseRevoked(String owner, Duration remaining) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leaseRevoked(this);
        }
    }

    /** A person decided how to continue a partially applied migration, see {@link Migrator#resume}. */
    record ProgressDecided(Resumption decision, Resumed outcome) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.progressDecided(this);
        }
    }

    /** The history of another tool was taken over, see {@link Migrator#adopt}; perhaps there was nothing to do. */
    record HistoryAdopted(Adoption adoption) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.historyAdopted(this);
        }
    }

    /** The history was brought up to date with the files, see {@link Migrator#repair}. */
    record HistoryRepaired(RepairReport report) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.historyRepaired(this);
        }
    }

    /**
     * The database was recorded as being at a version, without executing anything: by {@link Migrator#baseline}, or by a run
     * with {@link MigratorBuilder#baselineOnMigrate}.
     */
    record BaselineRecorded(Baselined baseline) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.baselineRecorded(this);
        }
    }

    /** The lease could not be renewed during a statement. It is still renewed between statements. */
    record LeaseNotRenewed(String reason) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leaseNotRenewed(this);
        }
    }

    /**
     * A step starts.
     *
     * @param index from 0
     * @param total the number of steps in the plan
     */
    record StepStarted(PlanStep step, int index, int total) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepStarted(this);
        }
    }

    /**
     * A statement of a stepwise script was executed.
     *
     * @param statement from 0
     * @param total the number of statements in the script
     */
    record StatementFinished(PlanStep step, int statement, int total) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.statementFinished(this);
        }
    }

    /**
     * A statement with {@code repeat=until-empty} was repeated. Told once a second, after ten seconds every five
     * seconds, and after the last repetition.
     *
     * @param statement from 0
     * @param repetitions how many are committed, those of earlier runs included
     * @param rows how many rows they have changed; see {@link dev.manticore.migrations.spi.Repetitions#rows}
     * @param rowsOfRun how many of them this run has changed
     * @param elapsed since this run began with the statement, pauses included
     */
    record StatementRepeated(
            PlanStep step, int statement, long repetitions, long rows, long rowsOfRun, Duration elapsed)
            implements MigrationEvent {

        /** How many rows this run has changed in a second, on average. */
        public long rowsPerSecond() {
            return Math.round(rowsOfRun * 1e9 / Math.max(1, elapsed.toNanos()));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.statementRepeated(this);
        }
    }

    /**
     * The pause before the next repetition of a statement is longer than the script asks for. Told when that begins, and
     * then every five seconds.
     *
     * @param statement from 0
     * @param reason e.g. {@code a replica is 12 s behind}
     */
    record RepetitionDelayed(PlanStep step, int statement, String reason, Duration delay) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.repetitionDelayed(this);
        }
    }

    /**
     * A statement has waited for a lock for a second or longer, or another tool that writes the same history is migrating,
     * and the run waits for its lock. Told once for each group of blockers, and less and less
     * often while the group changes. Never told on CockroachDB, behind a connection pooler, or with a pool of one
     * connection, where the server cannot be asked.
     *
     * <p>If several steps share the message, {@code step} is the first of them.
     *
     * <p>Delivered on a thread of its own, since the run's thread waits for the statement. It is still one event at a
     * time, and the statement's own end comes after it.
     */
    record StatementBlocked(PlanStep step, LockWait lockWait) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.statementBlocked(this);
        }
    }

    /**
     * An index that an earlier attempt left invalid is dropped, to rebuild it.
     *
     * @param index its name with its schema, quoted where necessary
     */
    record InvalidIndexDropped(PlanStep step, String index) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.invalidIndexDropped(this);
        }
    }

    /**
     * A server process was asked to end: it still executed a statement of a partially applied migration, or was about to
     * begin it, for a connection that is gone. The run waits until the process has ended, and then finds out the outcome.
     *
     * @param process its ID, as in {@code pg_stat_activity.pid}
     * @param statement the last statement that the server shows for it, which may be cut off
     */
    record ProcessTerminated(int process, String statement) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.processTerminated(this);
        }
    }

    /**
     * The server said something during a statement of a step, e.g. with {@code RAISE WARNING}. Told when the statement, or
     * the transaction that it belongs to, has ended or failed. Of a flood, only the last messages are told.
     */
    record MessageReceived(PlanStep step, ServerMessage message) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.messageReceived(this);
        }
    }

    /**
     * A step was completed and committed.
     *
     * @param duration of one that shared its message with others, an equal part of the message's
     */
    record StepFinished(PlanStep step, Duration duration) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepFinished(this);
        }
    }

    /** A step failed; the run ends. */
    record StepFailed(PlanStep step, MigrationException failure) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepFailed(this);
        }
    }

    /** A callback with a transaction of its own starts. */
    record CallbackStarted(CallbackFile file) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.callbackStarted(this);
        }
    }

    /** A callback with a transaction of its own was committed. */
    record CallbackFinished(CallbackFile file, Duration duration) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.callbackFinished(this);
        }
    }

    /**
     * A callback with a transaction of its own failed. The run ends, with this failure, or with an earlier one if the callback
     * is one for failures, as {@code afterMigrateError.sql}.
     */
    record CallbackFailed(CallbackFile file, MigrationException failure) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.callbackFailed(this);
        }
    }

    /** A statement of a callback has waited for a lock for a second or longer; see {@link StatementBlocked}. */
    record CallbackBlocked(CallbackFile file, LockWait lockWait) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.callbackBlocked(this);
        }
    }

    /** The server said something during a callback with a transaction of its own; see {@link MessageReceived}. */
    record CallbackMessageReceived(CallbackFile file, ServerMessage message) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.callbackMessageReceived(this);
        }
    }

    /**
     * A migration or a callback has waited for a lock for as long as {@code lock_timeout} allows. It gave up its place, what
     * belongs to the attempt was rolled back, and the next attempt follows after {@code delay}; see {@link LockRetry}.
     *
     * @param what what was tried, e.g. {@code V7}, {@code statement 2 of V7}, or a callback
     * @param lockWait for whom it waited when the server was asked last; null if the server could not be asked, e.g. behind a
     *     connection pooler or with a pool of one connection
     * @param attempt the attempt that failed, from 1
     */
    record LockTimedOut(String what, @Nullable LockWait lockWait, int attempt, Duration delay)
            implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lockTimedOut(this);
        }
    }

    /**
     * A transient failure occurred; the next attempt follows after {@code delay}.
     *
     * @param attempt the attempt that failed, from 1
     */
    record Retrying(String reason, int attempt, Duration delay) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.retrying(this);
        }
    }

    /**
     * An answer did not arrive. The run finds out the outcome before it continues.
     *
     * @param what the migrations that the answer was about, or a callback, e.g. {@code V3} or {@code V3, V4, V5}
     * @param reason what the driver said
     */
    record OutcomeUnknown(String what, String reason) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.outcomeUnknown(this);
        }
    }

    /**
     * A call that migrates has found nothing to do, or another runner has done it meanwhile. {@link RunFinished} follows.
     *
     * @param entries files and history side by side, as the call has read them, in ascending order of identities
     */
    record NothingToDo(List<MigrationStatus.Entry> entries) implements MigrationEvent {
        public NothingToDo {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.nothingToDo(this);
        }
    }

    /**
     * A call that migrates has succeeded; perhaps there was nothing to do.
     *
     * @param current the highest applied version now, or null if none is applied
     * @param duration of the whole call
     */
    record RunFinished(MigrationReport report, @Nullable MigrationId current, Duration duration)
            implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.runFinished(this);
        }
    }

    /**
     * A call that migrates has failed.
     *
     * @param failure what the call throws: a {@link MigrationException}, or what a source, a store or code of a migration threw
     * @param duration of the whole call
     */
    record RunFailed(RuntimeException failure, Duration duration) implements MigrationEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.runFailed(this);
        }
    }
}
