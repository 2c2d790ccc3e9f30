package dev.manticore.migrations.vertx.contract;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.testkit.AsyncTxRunnerContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

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

    /** The client gives the connection up instead. */
    @Override
    public boolean readsOffsetsWithSeconds() {
        return false;
    }
}
