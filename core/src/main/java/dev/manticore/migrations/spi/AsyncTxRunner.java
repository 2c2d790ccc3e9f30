package dev.manticore.migrations.spi;

import dev.manticore.migrations.CodeMigration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A database, reached without blocking: the non-blocking counterpart of {@link TxRunner}, with the same rules. Prove an
 * implementation with the test kit's {@code AsyncTxRunnerContract}.
 */
public interface AsyncTxRunner {

    /**
     * Connects without blocking the caller; see {@link TxRunner#open()}.
     *
     * @return completes once, on any thread, with a session or exceptionally with a {@link TxFailure} in phase {@link
     *     TxFailure.Phase#CONNECT}; the method itself does not throw
     */
    CompletionStage<AsyncTxSession> open();

    /** See {@link TxRunner#sendsCopyData()}. */
    default boolean sendsCopyData() {
        return false;
    }

    /** See {@link TxRunner#codeRefusal(CodeMigration)}. */
    default Optional<String> codeRefusal(CodeMigration migration) {
        return Optional.of("This runner runs no Java code. Write the migration as a script.");
    }
}
