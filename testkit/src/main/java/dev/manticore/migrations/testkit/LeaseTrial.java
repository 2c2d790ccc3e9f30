package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a case of a lease store needs. */
final class LeaseTrial extends StoreTrial<LeaseStore> {
    /** Longer than any case takes. */
    static final Duration LONG = Duration.ofMinutes(10);

    /** What a store may lose by rounding. */
    static final Duration ROUNDING = Duration.ofMillis(100);

    private LeaseTrial(Trial trial, LeaseStore store) {
        super(trial, store, LeaseStore::create);
    }

    /** With the table created. */
    static LeaseTrial of(LeaseHooks hooks) throws TxFailure {
        return created(in(hooks, hooks.leaseStore("testkit", "history")));
    }

    /** With no table yet. */
    static LeaseTrial in(LeaseHooks hooks, LeaseStore store) throws TxFailure {
        return new LeaseTrial(Trial.of(hooks), store);
    }

    /** The same sessions with another store. */
    LeaseTrial with(LeaseStore other) {
        return new LeaseTrial(trial(), other);
    }

    LeaseState look() throws TxFailure {
        return ask(theirs(), store().lease());
    }

    /** When the lease expires, on the database's clock; asked in one message, for no delay to count. */
    Instant expiry() throws TxFailure {
        Query<LeaseState> look = store().lease();
        List<String> statements = new ArrayList<>(look.statements());
        statements.add(CLOCK);
        TxResult result = theirs().run(TxScript.autocommit(statements));
        int last = statements.size() - 1;
        LeaseState state = look.reader().apply(result.rows().subList(0, last));
        assertThat(state).as("the lease").isInstanceOf(LeaseState.Held.class);
        return moment(result, last).plus(((LeaseState.Held) state).remaining());
    }

    /** Takes a lease that is free. */
    Lease take(TxSession session, String owner, Duration duration) throws TxFailure {
        LeaseState state = ask(session, store().acquire(owner, duration));
        assertThat(state)
                .as("the answer to %s, which asks for a lease that is free, expired or its own", owner)
                .isInstanceOf(LeaseState.Granted.class);
        return ((LeaseState.Granted) state).lease();
    }

    Lease take(String owner) throws TxFailure {
        return take(ours(), owner, LONG);
    }

    /** A lease that expired, and was taken over by theirs. */
    Lease stale() throws TxFailure {
        Lease stale = take(ours(), "stale", Duration.ofMillis(1));
        trial().pause("0.05");
        take(theirs(), "other", LONG);
        return stale;
    }
}
