package dev.manticore.migrations.spi;

import dev.manticore.migrations.CodeMigration;
import java.util.Optional;

/**
 * A database, reached by blocking calls.
 *
 * <p>To implement one:
 *
 * <ol>
 *   <li>Connect in {@link #open} and return a {@link TxSession}.
 *   <li>Override {@link #sendsCopyData} if the sessions can send the rows of a {@code COPY}, and {@link #codeRefusal}
 *       if they can run migrations in Java code.
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

    /**
     * Whether the sessions can run a migration in Java code, see {@link TxSession#run(TxCode)}. Called when a plan is made,
     * for each that is due. If not, nothing is applied, and the message names the class and what to do.
     *
     * <p>Default: no code.
     *
     * @return what to do instead, as one or more sentences; empty if the sessions can run it
     */
    default Optional<String> codeRefusal(CodeMigration migration) {
        return Optional.of("This runner runs no Java code. Write the migration as a script.");
    }
}
