package dev.manticore.migrations.testkit;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one case needs: a session under test, a second session that observes, and an empty schema {@code testkit}. Each
 * case creates it itself, which leaves the test class free to create its database when it likes.
 */
final class Trial implements AutoCloseable {
    private static final String DROP = "DROP SCHEMA IF EXISTS testkit CASCADE";
    private static final int LOCK = 20_261_123;

    private final TxRunner runner;
    private final TxSession observer;
    private @Nullable TxSession session;

    private Trial(TxRunner runner, TxSession observer) {
        this.runner = runner;
        this.observer = observer;
    }

    static Trial of(RunnerHooks hooks) throws TxFailure {
        Trial trial = new Trial(hooks.runner(), hooks.observer().open());
        boolean made = false;
        try {
            trial.drop();
            trial.observer.run(Scripts.autocommit("CREATE SCHEMA testkit"));
            trial.session = trial.runner.open();
            made = true;
            return trial;
        } finally {
            if (!made) {
                trial.observer.close();
            }
        }
    }

    /** What a transaction that was left open holds, fails the case rather than hangs it. */
    private void drop() throws TxFailure {
        observer.run(
                observer.database().isCockroach()
                        ? Scripts.autocommit(DROP)
                        : Scripts.transaction("SET LOCAL lock_timeout = '5s'", DROP));
    }

    /** Whether the server's errors have a position, without which a syntax error belongs to no statement. */
    boolean isPostgres() throws TxFailure {
        return !observer.database().isCockroach();
    }

    /** The rest of the case is not for CockroachDB. */
    void assumePostgres(String reason) throws TxFailure {
        assumeFalse(observer.database().isCockroach(), () -> "CockroachDB: " + reason);
    }

    TxSession session() {
        return Objects.requireNonNull(session);
    }

    TxSession observer() {
        return observer;
    }

    /** Gives the session back and takes the next one. */
    void reopen() throws TxFailure {
        session().close();
        session = runner.open();
    }

    TxResult run(TxScript script) throws TxFailure {
        return session().run(script);
    }

    TxResult transaction(String... statements) throws TxFailure {
        return run(Scripts.transaction(statements));
    }

    TxResult autocommit(String... statements) throws TxFailure {
        return run(Scripts.autocommit(statements));
    }

    /** Runs what the server refuses. */
    TxFailure refused(TxScript script) {
        return Scripts.refused(
                session(),
                script,
                "run returned, though the server refused the script. An error must not be swallowed: throw a TxFailure.");
    }

    /** Runs what the server does not answer. */
    TxFailure unanswered(TxScript script) {
        return Scripts.refused(
                session(),
                script,
                "run returned, though the server's process ended before it answered. What is not known is no success:"
                        + " throw a TxFailure in phase UNANSWERED.");
    }

    /** What the session under test reads. */
    @Nullable
    String read(String query) throws TxFailure {
        return Scripts.value(session(), query);
    }

    /** What the other connection sees. */
    @Nullable
    String see(String query) throws TxFailure {
        return Scripts.value(observer, query);
    }

    long count(String table) throws TxFailure {
        return Long.parseLong(Objects.requireNonNull(see("SELECT count(*) FROM " + table)));
    }

    boolean exists(String table) throws TxFailure {
        String[] names = table.split("\\.", -1);
        return !"0"
                .equals(see("SELECT count(*) FROM information_schema.tables WHERE table_schema = '" + names[0]
                        + "' AND table_name = '" + names[1] + "'"));
    }

    /** The server process of the session under test. */
    String process() throws TxFailure {
        return Objects.requireNonNull(read("SELECT pg_backend_pid()"));
    }

    /** Makes {@link #waiting()} wait until {@link #letGo()}. */
    void hold() throws TxFailure {
        see("SELECT CAST(pg_advisory_lock(" + LOCK + ") AS TEXT)");
    }

    void letGo() throws TxFailure {
        see("SELECT pg_advisory_unlock(" + LOCK + ")");
    }

    static String waiting() {
        return "SELECT CAST(pg_advisory_xact_lock(" + LOCK + ") AS TEXT)";
    }

    /** Waits until the session of a server process waits for a lock, or sleeps. */
    void awaitWaiting(String process) throws TxFailure {
        await("SELECT count(*) > 0 FROM pg_stat_activity WHERE pid = " + process
                + " AND (wait_event_type = 'Lock' OR wait_event = 'PgSleep')");
    }

    void await(String condition) throws TxFailure {
        long start = System.nanoTime();
        while (!Objects.requireNonNull(see(condition)).startsWith("t")) {
            if (System.nanoTime() - start > Later.LIMIT.toNanos()) {
                throw new AssertionError(
                        "Not true within " + Later.LIMIT.toSeconds() + " s, on another connection: " + condition);
            }
            pause("0.02");
        }
    }

    /** Lets time go by on the database's clock. */
    void pause(String seconds) throws TxFailure {
        see("SELECT CAST(pg_sleep(" + seconds + ") AS TEXT)");
    }

    @Override
    public void close() throws TxFailure {
        session().close();
        try {
            if (!observer.database().isCockroach()) {
                see("SELECT pg_advisory_unlock_all()");
            }
            drop();
        } finally {
            observer.close();
        }
    }
}
