package dev.manticore.migrations.spi;

/**
 * One connection, reached by blocking calls from one thread at a time.
 *
 * <p>A session reports facts; it never retries, sleeps or classifies.
 */
public interface TxSession extends AutoCloseable {

    /** Which database this is; costs no round trip where the driver knows it. */
    Database database() throws TxFailure;

    /**
     * Carries a script out, in one round trip unless it holds {@code COPY} data. When it returns, everything is
     * committed. When it throws and {@link TxFailure#sessionLost()} is false, the session has ended the transaction and
     * can be used again; in {@link TxScript.Mode#TRANSACTION} nothing of the script remains then.
     *
     * @throws TxFailure with SQLSTATE, statement and position as far as the server gave them
     */
    TxResult run(TxScript script) throws TxFailure;

    /** Gives the connection back as it was taken, with every setting of this adapter's own undone; never throws. */
    @Override
    void close();
}
