package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lease, waiting for it if need be, and reads the history anew: in one round trip where nobody is in the way,
 * the tables made in the same message where they are missing.
 */
final class LeaseAcquisition<T> {
    private static final int MOST_RETRIES = 20;
    private static final int MOST_RECONNECTIONS = 40;
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_HERD = Duration.ofMillis(200);
    private static final Duration LONGEST_TRYING = Duration.ofSeconds(20);

    /** What the lease comes with. */
    record Held(Lease lease, @Nullable Progress progress, History history) {}

    /** What has to be made first. */
    private enum Missing {
        NOTHING,
        TABLES,
        SCHEMA
    }

    private record Answer(LeaseState state, Optional<History> history) {}

    private final Context context;
    private final Function<Held, Step<T>> then;
    private final Function<MigrationException, Step<T>> otherwise;
    private final long start;
    // In a row, since the time after it.
    private int retries;
    private long troubleStart;
    private int waits;

    LeaseAcquisition(Context context, Function<Held, Step<T>> then, Function<MigrationException, Step<T>> otherwise) {
        this.context = context;
        this.then = then;
        this.otherwise = otherwise;
        this.start = context.ambient().nanoTime().getAsLong();
    }

    /**
     * Begins.
     *
     * @param tables whether the tables are there, as far as is known
     */
    Step<T> start(boolean tables) {
        return attempt(tables ? Missing.NOTHING : Missing.TABLES);
    }

    private Step<T> attempt(Missing missing) {
        List<String> creating = creating(missing);
        // CockroachDB wants one schema change per transaction, best as a statement alone.
        return context.database().isCockroach() ? oneByOne(creating, 0, missing) : acquire(creating, missing);
    }

    private Step<T> oneByOne(List<String> creating, int index, Missing missing) {
        return index == creating.size()
                ? acquire(List.of(), missing)
                : Asking.query(
                        context,
                        new Query<>(List.of(creating.get(index)), rows -> index + 1),
                        next -> oneByOne(creating, next, missing),
                        failure -> failed(failure, missing));
    }

    private Step<T> acquire(List<String> creating, Missing missing) {
        return Asking.query(
                context, Asking.after(creating, acquiring()), this::answered, failure -> failed(failure, missing));
    }

    private List<String> creating(Missing missing) {
        HistoryStore store = context.store();
        List<String> statements = new ArrayList<>();
        if (missing == Missing.SCHEMA) {
            store.createSchema().ifPresent(statements::add);
        }
        if (missing != Missing.NOTHING) {
            statements.addAll(store.create(context.database()));
        }
        return statements;
    }

    /** The history comes along at the first try only: those who wait for long do not read it again and again. */
    private Query<Answer> acquiring() {
        HistoryStore store = context.store();
        Query<LeaseState> acquire =
                store.acquire(context.owner(), context.settings().lease());
        return waits == 0
                ? Asking.both(
                        acquire,
                        store.history(context.database()),
                        (state, history) -> new Answer(state, Optional.of(history)))
                : new Query<>(
                        acquire.statements(),
                        rows -> new Answer(acquire.reader().apply(rows), Optional.empty()));
    }

    private Step<T> answered(Answer answer) {
        retries = 0;
        if (answer.state() instanceof LeaseState.Granted granted) {
            return answer.history()
                    .map(history -> granted(granted, history))
                    .orElseGet(() -> Asking.query(
                            context,
                            context.store().history(context.database()),
                            history -> granted(granted, history),
                            failure -> giveUp(granted.lease(), failure, "reading the history")));
        }
        return answer.state() instanceof LeaseState.Held held
                ? await(held.owner(), held.remaining())
                : await("a runner that has just ended", Duration.ZERO);
    }

    private Step<T> granted(LeaseState.Granted granted, History history) {
        new Reading(context).locate(history);
        Held held = new Held(granted.lease(), granted.progress(), history);
        return new Step.Tell<>(
                new MigrationEvent.LeaseAcquired(
                        granted.lease().owner(), granted.lease().duration()),
                () -> history.complete()
                        ? then.apply(held)
                        : complete(held, context.store().complete(context.database()), 0));
    }

    /** One message for each statement, since CockroachDB wants one schema change per transaction. */
    private Step<T> complete(Held held, List<String> statements, int index) {
        if (index == statements.size()) {
            return then.apply(held);
        }
        return Asking.query(
                context,
                new Query<>(List.of(statements.get(index)), rows -> index + 1),
                next -> complete(held, statements, next),
                // What a runner that died has begun, CockroachDB may still be carrying out.
                failure -> Failures.isCreationRace(failure) && ++retries <= MOST_RETRIES
                        ? later(failure, () -> complete(held, statements, index), () -> release(held.lease()))
                        : giveUp(held.lease(), failure, "completing the history table"));
    }

    private Step<T> release(Lease lease) {
        return new Release<T>(context).then(lease, this::interrupted);
    }

    private Step<T> giveUp(Lease lease, TxFailure failure, String doing) {
        return new Release<T>(context)
                .then(lease, () -> otherwise.apply(Failures.of(failure, doing, context.report())));
    }

    private Step<T> await(String owner, Duration remaining) {
        Duration left = context.settings().lockWait().minus(context.ambient().since(start));
        if (left.isNegative() || left.isZero()) {
            return otherwise.apply(new LeaseNotObtainedException(
                    "Another runner holds the lease: " + owner + ", for another " + Text.seconds(remaining) + ".",
                    "Wait until it is done and run the same command again; if it died, its lease ends by itself. A"
                            + " longer lock wait waits for it.",
                    context.report(),
                    null));
        }
        waits++;
        // Soon after its end, if nobody renews it; not at the same moment as all others who wait.
        Duration end = remaining.plus(context.ambient().backOff(FIRST_DELAY, LONGEST_HERD, waits));
        Duration delay =
                Text.shorter(Text.shorter(context.ambient().backOff(FIRST_DELAY, LONGEST_DELAY, waits), end), left);
        return new Step.Tell<>(
                new MigrationEvent.LeaseAwaited(owner, remaining, delay),
                () -> new Step.Wait<>(delay, () -> attempt(Missing.NOTHING), this::interrupted));
    }

    private Step<T> failed(TxFailure failure, Missing missing) {
        if (Failures.isAbsent(failure) && missing == Missing.NOTHING) {
            return attempt(Missing.TABLES);
        }
        if (failure.is("3F000")
                && missing == Missing.TABLES
                && context.store().createSchema().isPresent()) {
            return attempt(Missing.SCHEMA);
        }
        if (retries == 0) {
            troubleStart = context.ambient().nanoTime().getAsLong();
        }
        boolean race = Failures.isCreationRace(failure);
        boolean gone = Failures.isOutcomeUnknown(failure) || failure.phase() == TxFailure.Phase.CONNECT;
        // A server that restarts may take a while; one that does not answer takes long to say so each time.
        boolean enough = ++retries > (gone ? MOST_RECONNECTIONS : MOST_RETRIES)
                || context.ambient().since(troubleStart).compareTo(LONGEST_TRYING) > 0;
        return (race || gone) && !enough
                ? later(failure, () -> attempt(missing), this::interrupted)
                : otherwise.apply(Failures.of(failure, "taking the lease", context.report()));
    }

    private Step<T> later(TxFailure failure, Supplier<Step<T>> attempt, Supplier<Step<T>> interrupted) {
        Duration delay = context.ambient().backOff(FIRST_DELAY, LONGEST_DELAY, retries);
        return new Step.Tell<>(
                new MigrationEvent.Retrying(failure.text(), retries, delay),
                () -> new Step.Wait<>(delay, attempt, interrupted));
    }

    private Step<T> interrupted() {
        return otherwise.apply(context.interrupted("while it waited for the lease"));
    }
}
