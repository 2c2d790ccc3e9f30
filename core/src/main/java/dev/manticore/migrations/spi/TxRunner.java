package dev.manticore.migrations.spi;

/**
 * A database, reached by blocking calls.
 *
 * <p>To implement one:
 *
 * <ol>
 *   <li>Connect in {@link #open} and return a {@link TxSession}.
 *   <li>Override {@link #sendsCopyData} if the sessions can send the rows of a {@code COPY}.
 *   <li>Prove it with the test kit's {@code TxRunnerContract}.
 * </ol>
 *
 * <p>A runner has to be thread-safe and holds no connection itself. For each operation, the engine opens one session on
 * the caller's thread, and another one when the first is lost. While a statement runs for longer than a third of the
 * lease, it opens one more on another thread, to renew the lease.
 */
public interface TxRunner {

    /**
     * Connects. Called from any thread, possibly from several at once. It may block.
     *
     * @return a session with a connection that nobody else uses, outside of any transaction; never null
     * @throws TxFailure in phase {@link TxFailure.Phase#CONNECT} if there is no connection, for whatever reason
     */
    TxSession open() throws TxFailure;

    /**
     * Whether the sessions can send the rows of a {@code COPY .. FROM STDIN}, see {@link TxStatement#copyData()}.
     * Called once, when the migrator's builder is created. If false, a script that contains such rows is refused before
     * any migration is applied.
     *
     * <p>Default: false.
     */
    default boolean sendsCopyData() {
        return false;
    }
}
