package dev.manticore.migrations.spi;

import java.util.OptionalInt;

/**
 * One connection, reached by blocking calls from one thread at a time.
 *
 * <p>A session reports facts; it never retries, sleeps or classifies.
 */
public interface TxSession extends AutoCloseable {

    /** Which database this is; costs no round trip where the driver knows it. */
    Database database() throws TxFailure;

    /**
     * Carries a script out once, in one round trip unless it holds {@code COPY} data. The text goes to the server as it
     * is: nothing in it is a parameter or an escape of the client's. When it returns, everything is committed, and no
     * transaction is open. When it throws and {@link TxFailure#sessionLost()} is false, the session has ended the transaction and
     * can be used again; in {@link TxScript.Mode#TRANSACTION} nothing of the script remains then.
     *
     * @throws TxFailure with SQLSTATE, statement and position as far as the server gave them
     */
    TxResult run(TxScript script) throws TxFailure;

    /**
     * Asks the server to cancel what is under way, as Ctrl-C in psql does, and returns without waiting for what comes of
     * it. Called from any thread, beside {@link #run}; does nothing when nothing is under way or when the server has no such
     * request, as CockroachDB up to 21.2. A request names a session, not a statement: it may come before the server has
     * begun, and then has no effect; it must not hit what is run next, so {@link #run} does not return before it has passed.
     * Whether it came in time, {@link #run} tells: 57014 if it did, and then the session can be used again. Never throws.
     */
    default void cancel() {}

    /**
     * Gives the connection up at once, without waiting for the server. Called from any thread, beside {@link #run}, which
     * then throws in phase {@link TxFailure.Phase#UNANSWERED}, also where the network is silent, and also when it is called
     * afterwards; the session can only be closed, and nobody is given that connection again. The server may go on with what
     * it was sent, and commit it. Never throws, and does nothing when the connection is gone already or the session closed.
     */
    void abort();

    /**
     * The server's process for this session, as {@code pg_stat_activity.pid} names it: how the engine finds out that
     * an answer was lost. Empty where the driver does not know it. Costs no round trip.
     */
    default OptionalInt backend() {
        return OptionalInt.empty();
    }

    /**
     * Ends the session: to run something on it afterwards is a mistake, and throws an {@link IllegalStateException}.
     * Gives the connection back as it was taken, with every setting of this adapter's own undone; one that was lost is
     * not given to anybody again. Never throws, and does nothing when it is called once more.
     */
    @Override
    void close();
}
