package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxRunner;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The server cannot be reached. */
interface ConnectCases extends RunnerHooks {

    @Test
    default void aServerThatCannotBeReachedIsAFailureToConnect() {
        Optional<TxRunner> runner = unreachable();
        assumeTrue(runner.isPresent(), "The test class names no server that cannot be reached");
        TxFailure failure = failureToOpen(runner.orElseThrow());

        assertThat(failure.phase())
                .as("the phase of \"%s\"; nothing was sent", failure.text())
                .isEqualTo(Phase.CONNECT);
        assertThat(failure.statement()).isEqualTo(-1);
        assertThat(failure.text()).as("the message").isNotBlank();
    }

    private static TxFailure failureToOpen(TxRunner runner) {
        try {
            runner.open().close();
        } catch (TxFailure failure) {
            return failure;
        }
        throw new AssertionError("open() gave a session, though the server cannot be reached; a session has to have a"
                + " connection when it is handed out.");
    }
}
