package dev.manticore.migrations.internal.lease;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.Durations;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.internal.history.WholeHistory;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.run.UnwrittenRow;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lease, waiting for it if need be, and reads the history under it: in one round trip when nobody else holds it,
 * with missing tables created in the same message.
 */
final class LeaseAcquisition {
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);
    /** How far those who wait for the same lease spread out after its end. */
    private static final Duration LONGEST_SPREAD = Duration.ofMillis(200);

    /** How often a lease may be seen free, and not be granted. Once is usual: it has expired since it was asked for. */
    private static final int MOST_FREE = 3;

    static final String WHEN = "while it waited for the lease";

    /** What has to be created first. */
    private enum Missing {
        NOTHING,
        TABLES,
        SCHEMA
    }

    /** The answer to one attempt; the history only where it was asked for. */
    private record Answer(LeaseState state, @Nullable History history) {}

    /** The lease, and the history as it was read in the same message, if it was. */
    record Taken(LeaseState.Granted granted, @Nullable History history) {}

    private final Run run;
    private final long start;
    private Missing missing;
    // Whoever finds them missing later must not create them: they were dropped, renamed or moved.
    private boolean tablesSeen;
    private int waits;

    LeaseAcquisition(Run run, boolean tablesExist) {
        this.run = run;
        this.missing = tablesExist ? Missing.NOTHING : Missing.TABLES;
        this.tablesSeen = tablesExist;
        this.start = run.environment().nanoTime().getAsLong();
    }

    /** Makes attempts until the lease is granted. */
    Taken acquire() {
        LeaseState before = null;
        for (int same = 0; same < MOST_FREE; ) {
            Answer answer = ask();
            if (answer.state() instanceof LeaseState.Granted granted) {
                return new Taken(granted, answer.history());
            }
            same = isLeftFree(before, answer.state()) ? same + 1 : 0;
            before = answer.state();
            waitFor(before);
        }
        throw UnwrittenRow.ofFreeLease(run);
    }

    /** Whether the lease was free before, and nobody has taken it since. */
    private static boolean isLeftFree(@Nullable LeaseState before, LeaseState now) {
        return before instanceof LeaseState.Free free
                && now instanceof LeaseState.Free still
                && Objects.equals(free.lastOwner(), still.lastOwner());
    }

    private Answer ask() {
        try {
            return run.retrying(RetryPolicy.ACQUISITION, WHEN, this::attempt);
        } catch (TxFailure failure) {
            throw tablesSeen && FailureKind.isWithoutHistory(failure)
                    ? gone(failure)
                    : DatabaseFailures.of(run, failure, "taking the lease");
        }
    }

    private MigrationException gone(TxFailure failure) {
        return new DatabaseErrorException(
                DatabaseFailures.error(failure),
                "The history " + run.store().table() + " or its lease is gone: " + failure.text(),
                Remedy.of("It was there when this run began, and has been dropped, renamed or moved since. Check the"
                        + " database, and try again."),
                run.report(),
                failure);
    }

    /** One attempt, repeated at once with what it found missing. */
    private Answer attempt() throws TxFailure {
        while (true) {
            try {
                return createAndAcquire();
            } catch (TxFailure failure) {
                if (FailureKind.isAbsent(failure) && missing == Missing.NOTHING && !tablesSeen) {
                    missing = Missing.TABLES;
                } else if (failure.is("3F000")
                        && missing == Missing.TABLES
                        && run.store().createSchema().isPresent()) {
                    missing = Missing.SCHEMA;
                } else {
                    throw failure;
                }
            }
        }
    }

    private Answer createAndAcquire() throws TxFailure {
        List<String> creating = creating();
        if (run.database().isCockroach()) {
            // It wants one schema change per transaction, best as a statement alone.
            for (String statement : creating) {
                run.send(TxScript.autocommit(List.of(statement)));
            }
            creating = List.of();
        }
        return run.ask(acquiring().after(creating));
    }

    private List<String> creating() {
        List<String> statements = new ArrayList<>();
        if (missing == Missing.SCHEMA) {
            run.store().createSchema().ifPresent(statements::add);
        }
        if (missing != Missing.NOTHING) {
            statements.addAll(run.store().create(run.database()));
            statements.addAll(run.leases().create(run.database()));
        }
        return statements;
    }

    /** The history comes with the first attempt only: those who wait for long do not read it again and again. */
    private Query<Answer> acquiring() {
        Query<LeaseState> acquire =
                run.leases().acquire(run.owner(), run.settings().lease());
        return waits == 0
                ? acquire.and(WholeHistory.query(run), Answer::new)
                : new Query<>(
                        acquire.statements(),
                        rows -> new Answer(acquire.reader().apply(rows), null));
    }

    private void waitFor(LeaseState state) {
        String owner = state instanceof LeaseState.Held other ? other.owner() : "a runner that has just ended";
        Duration remaining = state instanceof LeaseState.Held other ? other.remaining() : Duration.ZERO;
        Duration left = run.settings().lockWait().minus(run.environment().since(start));
        if (left.isNegative() || left.isZero()) {
            throw new LeaseNotObtainedException(
                    "Another runner holds the lease: " + owner + ", for another " + Durations.seconds(remaining) + ".",
                    Remedy.of("Wait until it has finished, and try again. If it crashed, its lease expires by itself.")
                            .or("to wait longer", new Remedy.Configure(Remedy.Setting.LOCK_WAIT))
                            .or("if that run has crashed", new Remedy.Unlock()),
                    run.report(),
                    null);
        }
        waits++;
        // Shortly after the lease expires, with jitter, so that waiting runs do not all try at once.
        Duration end = remaining.plus(run.environment().backOff(FIRST_DELAY, LONGEST_SPREAD, waits));
        Duration delay = Durations.shorter(
                Durations.shorter(run.environment().backOff(FIRST_DELAY, LONGEST_DELAY, waits), end), left);
        run.tell(new MigrationEvent.LeaseAwaited(owner, remaining, delay));
        run.pause(delay, WHEN);
        missing = Missing.NOTHING;
        tablesSeen = true;
    }
}
