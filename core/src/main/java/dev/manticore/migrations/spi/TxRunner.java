package dev.manticore.migrations.spi;

/**
 * A database, reached by blocking calls. Thread-safe; holds no connection itself.
 *
 * <p>The engine opens one session for a run, another one when the first is lost, and, while a statement runs for
 * longer than a third of the lease, one more beside it to renew the lease.
 */
public interface TxRunner {

    /**
     * Connects. Implementations return a session of which nobody else has the connection.
     *
     * @throws TxFailure in phase {@link TxFailure.Phase#CONNECT} when that fails
     */
    TxSession open() throws TxFailure;

    /**
     * Whether its sessions send the rows of a {@code COPY .. FROM STDIN}, see {@link TxStatement#copyData()}. Where they
     * do not, a script with one is refused before anything is applied.
     */
    default boolean sendsCopyData() {
        return false;
    }
}
