package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a case of a store needs: its tables in an empty schema {@code testkit}, and two sessions, ours and theirs. */
final class StoreTrial implements AutoCloseable {
    /** Longer than any case takes. */
    static final Duration LONG = Duration.ofMinutes(10);

    private final Trial trial;
    private final HistoryStore store;

    private StoreTrial(Trial trial, HistoryStore store) {
        this.trial = trial;
        this.store = store;
    }

    /** With the tables made. */
    static StoreTrial of(StoreHooks hooks) throws TxFailure {
        StoreTrial made = in(hooks, hooks.store("testkit", "history"));
        boolean complete = false;
        try {
            made.create();
            complete = true;
            return made;
        } finally {
            if (!complete) {
                made.close();
            }
        }
    }

    /** With no tables yet. */
    static StoreTrial in(StoreHooks hooks, HistoryStore store) throws TxFailure {
        return new StoreTrial(Trial.of(hooks), store);
    }

    /** The same sessions with another store. */
    StoreTrial with(HistoryStore other) {
        return new StoreTrial(trial, other);
    }

    HistoryStore store() {
        return store;
    }

    Trial trial() {
        return trial;
    }

    TxSession ours() {
        return trial.session();
    }

    TxSession theirs() {
        return trial.observer();
    }

    Database database() throws TxFailure {
        return ours().database();
    }

    void create() throws TxFailure {
        for (String statement : store.create(database())) {
            ours().run(Scripts.autocommit(statement));
        }
    }

    <T> T ask(TxSession session, Query<T> query) throws TxFailure {
        return query.reader()
                .apply(session.run(TxScript.autocommit(query.statements())).rows());
    }

    History history() throws TxFailure {
        return ask(ours(), store.history(database()));
    }

    LeaseState look() throws TxFailure {
        return ask(theirs(), store.lease());
    }

    /** Takes a lease that is free. */
    Lease take(TxSession session, String owner, Duration duration) throws TxFailure {
        LeaseState state = ask(session, store.acquire(owner, duration));
        assertThat(state)
                .as("what %s is answered, who asks for a lease that is free, expired or its own", owner)
                .isInstanceOf(LeaseState.Granted.class);
        return ((LeaseState.Granted) state).lease();
    }

    Lease take(String owner) throws TxFailure {
        return take(ours(), owner, LONG);
    }

    /** A lease that expired, and was taken over by theirs. */
    Lease stale() throws TxFailure {
        Lease stale = take(ours(), "stale", Duration.ofMillis(1));
        trial.pause("0.05");
        take(theirs(), "other", LONG);
        return stale;
    }

    /** Records migrations as the engine does: behind the fence, in its transaction. */
    void record(HistoryEntry... entries) throws TxFailure {
        write(Stream.of(entries).map(store::record).toList());
    }

    void write(List<String> changes) throws TxFailure {
        Lease lease = take("writer");
        List<TxStatement> statements = new ArrayList<>();
        statements.add(TxStatement.of(store.fence(lease)));
        changes.forEach(change -> statements.add(TxStatement.of(change)));
        ours().run(TxScript.transaction(statements));
    }

    /** Runs what the store has to make fail. */
    TxFailure refused(String what, TxScript script) {
        return Scripts.refused(
                ours(),
                script,
                what + " succeeded. The store has to render a statement that fails then, as 1 / 0 does.");
    }

    HistoryEntry entry(long version, String description) {
        return new HistoryEntry(version, description, checksum(), "somebody@somewhere", Duration.ofMillis(1234));
    }

    /** As the store makes them. */
    String checksum() {
        return store.checksum("CREATE TABLE testkit.t (id INT)");
    }

    List<Long> versions() throws TxFailure {
        return history().entries().stream().map(AppliedMigration::version).toList();
    }

    @Override
    public void close() throws TxFailure {
        trial.close();
    }
}
