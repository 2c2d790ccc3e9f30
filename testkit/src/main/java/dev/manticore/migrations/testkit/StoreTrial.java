package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What a case of a store needs: an empty schema {@code testkit}, and two sessions, ours and theirs.
 *
 * @param <S> the type of the store
 */
abstract class StoreTrial<S> implements AutoCloseable {
    static final String CLOCK = "SELECT clock_timestamp() AS moment";

    /** What runners can get that create the same table at the same time; the engine repeats on these. */
    private static final Set<String> COLLISIONS =
            Set.of("23505", "42P06", "42P07", "42701", "42710", "40001", "40P01", "XX000");

    private final Trial trial;
    private final S store;
    private final BiFunction<S, Database, List<String>> creating;

    /** {@code creating} is {@code create(..)} of the store. */
    StoreTrial(Trial trial, S store, BiFunction<S, Database, List<String>> creating) {
        this.trial = trial;
        this.store = store;
        this.creating = creating;
    }

    /** Creates the tables, and closes the trial if that fails. */
    static <T extends StoreTrial<?>> T created(T trial) throws TxFailure {
        boolean complete = false;
        try {
            trial.create();
            complete = true;
            return trial;
        } finally {
            if (!complete) {
                trial.close();
            }
        }
    }

    Trial trial() {
        return trial;
    }

    S store() {
        return store;
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

    /** The statements that create the store's tables. */
    List<String> creating() throws TxFailure {
        return creating.apply(store, database());
    }

    void create() throws TxFailure {
        for (String statement : creating()) {
            ours().run(Scripts.autocommit(statement));
        }
    }

    /** Creates the tables over both sessions at the same time, as runners that come first do. */
    void createAtOnce() throws Exception {
        List<String> statements = creating();
        Later<Boolean> first = Later.of(() -> createdIn(ours(), statements));
        Later<Boolean> second = Later.of(() -> createdIn(theirs(), statements));
        first.get();
        second.get();
    }

    private static boolean createdIn(TxSession session, List<String> statements) throws TxFailure {
        for (String statement : statements) {
            for (int attempt = 1; ; attempt++) {
                try {
                    session.run(Scripts.autocommit(statement));
                    break;
                } catch (TxFailure failure) {
                    if (attempt == 10 || !COLLISIONS.contains(failure.sqlState())) {
                        throw failure;
                    }
                }
            }
        }
        return true;
    }

    <T> T ask(TxSession session, Query<T> query) throws TxFailure {
        return query.reader()
                .apply(session.run(TxScript.autocommit(query.statements())).rows());
    }

    /** The database's clock. */
    Instant now() throws TxFailure {
        return moment(CLOCK);
    }

    /** The column {@code moment} of a query's first row. */
    Instant moment(String query) throws TxFailure {
        return moment(ours().run(Scripts.autocommit(query)), 0);
    }

    static Instant moment(TxResult result, int statement) {
        Row row = Objects.requireNonNull(result.rows().get(statement).first());
        return Objects.requireNonNull(row.instant("moment"));
    }

    /** Runs what the store has to make fail. */
    TxFailure refused(String what, TxScript script) {
        return Scripts.refused(
                ours(),
                script,
                what + " succeeded. The store has to render a statement that fails in this case, as 1 / 0 does.");
    }

    @Override
    public void close() throws TxFailure {
        trial.close();
    }
}
