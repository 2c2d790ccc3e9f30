package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.internal.connection.Durations;
import dev.manticore.migrations.internal.run.Environment;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pauses between the repetitions of a statement. They grow while other sessions wait for locks, while replicas lag
 * behind, and while repetitions change nothing although rows remain. A pause renews the lease, and ends at an interrupt.
 */
final class RepetitionPace {
    private static final Duration SHORTEST_GROWN = Duration.ofMillis(250);
    private static final Duration LONGEST_GROWN = Duration.ofSeconds(30);
    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(10);

    private final StepContext context;
    private final Run run;
    private final Environment environment;
    private final StepwiseNotes notes;
    private final StepwiseRecovery recovery;
    private final int index;
    private final Repetition directive;
    private final ServerLoad load;
    /** How often in a row the server was busy. */
    private int busy;
    /** How many repetitions in a row have changed nothing. */
    private int idle;

    private long idleSince;
    private @Nullable String reason;
    private boolean told;
    private long lastTold;

    RepetitionPace(
            StepContext context, StepwiseNotes notes, StepwiseRecovery recovery, int index, Repetition directive) {
        this.context = context;
        this.recovery = recovery;
        this.run = context.run();
        this.environment = run.environment();
        this.notes = notes;
        this.index = index;
        this.directive = directive;
        this.load = new ServerLoad(run, directive);
    }

    /** A repetition has changed rows. */
    void changed() {
        idle = 0;
        reason = null;
    }

    /** A repetition has changed nothing, though rows remain. */
    void idle(String why) {
        if (idle == 0) {
            idleSince = environment.nanoTime().getAsLong();
        }
        idle++;
        reason = why;
    }

    /** Whether repetitions may go on to change nothing. */
    boolean isPatient() {
        return idle == 0
                || directive.maxIdle().isZero()
                || environment.since(idleSince).compareTo(directive.maxIdle()) < 0;
    }

    /** Waits before the next repetition. */
    void await() throws StepEnded {
        Optional<String> now = complaint();
        if (load.isFresh()) {
            busy = now.isPresent() ? busy + 1 : 0;
        }
        Duration length = directive.pause();
        if (idle > 0) {
            length = Durations.longer(length, environment.backOff(SHORTEST_GROWN, LONGEST_IDLE, idle));
        }
        if (busy > 0) {
            Duration first = Durations.longer(directive.pause(), SHORTEST_GROWN);
            length = Durations.longer(length, environment.backOff(first, LONGEST_GROWN, busy));
            reason = now.orElse(reason);
        }
        if (busy > 0 || idle > 0) {
            tell(length);
        } else {
            told = false;
        }
        pause(length);
    }

    private Optional<String> complaint() throws StepEnded {
        try {
            return load.complaint();
        } catch (TxFailure lost) {
            recovery.recover(lost, List.of());
            return Optional.empty();
        }
    }

    private void tell(Duration length) {
        long time = environment.nanoTime().getAsLong();
        if (reason != null && (!told || time - lastTold >= TOLD_EVERY.toNanos())) {
            told = true;
            lastTold = time;
            run.tell(new MigrationEvent.RepetitionDelayed(
                    context.shown(), index, run.hidden().hide(reason), length));
        }
    }

    /** Notes of the script keep the lease. */
    private void pause(Duration length) throws StepEnded {
        if (length.isZero()) {
            return;
        }
        try {
            new LeasedPause(run)
                    .await(
                            length,
                            StepwiseExecution.before(context.step(), index) + " again",
                            () -> notes.writeDone(index, null));
        } catch (RunInterruptedException stop) {
            throw notes.leave(index, stop);
        }
    }
}
