package dev.manticore.migrations.vertx.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.testkit.AsyncTxRunnerContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the adapter fulfils the contract of all non-blocking runners. */
class VertxTxRunnerContractTest implements AsyncTxRunnerContract {
    private final Client client = new Client();
    private final AsyncTxRunner runner = client.runner(1);
    private final AsyncTxRunner observer = client.runner(2);

    @AfterEach
    void close() {
        client.close();
    }

    @Override
    public AsyncTxRunner asyncRunner() {
        return runner;
    }

    @Override
    public AsyncTxRunner asyncObserver() {
        return observer;
    }

    @Override
    public Optional<AsyncTxRunner> asyncUnreachable() {
        return Optional.of(client.unreachable());
    }

    @Override
    public CodeMigration codeMigration(List<String> statements, RuntimeException thrown) {
        return new StatementsInCode(statements, thrown);
    }

    /** The client cannot read an offset with seconds and closes the connection; histories do not go back that far. */
    @Override
    @Test
    public void timestampsAreMomentsAlsoWhereOffsetsHaveSeconds() {
        assertThatThrownBy(AsyncTxRunnerContract.super::timestampsAreMomentsAlsoWhereOffsetsHaveSeconds)
                .isInstanceOfSatisfying(TxFailure.class, failure -> {
                    assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
                    assertThat(failure.sessionLost()).isTrue();
                });
    }
}
