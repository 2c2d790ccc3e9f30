package dev.manticore.migrations.testkit;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A blocking view of a non-blocking runner: one contract then serves both. Every wait ends after 30 s. A stage that has
 * not completed by then, or fails with anything but a {@link TxFailure}, is an {@link AssertionError}.
 */
public final class AwaitedTxRunner implements TxRunner {
    private final AsyncTxRunner runner;

    private AwaitedTxRunner(AsyncTxRunner runner) {
        this.runner = runner;
    }

    /**
     * A blocking runner over {@code runner}'s sessions. It must not be called on a thread that completes their stages.
     */
    public static AwaitedTxRunner over(AsyncTxRunner runner) {
        return new AwaitedTxRunner(Objects.requireNonNull(runner, "runner"));
    }

    @Override
    public TxSession open() throws TxFailure {
        return new Session(Stages.await("open()", runner::open));
    }

    @Override
    public boolean sendsCopyData() {
        return runner.sendsCopyData();
    }

    @Override
    public Optional<String> codeRefusal(CodeMigration migration) {
        return runner.codeRefusal(migration);
    }

    private record Session(AsyncTxSession session) implements TxSession {

        @Override
        public Database database() throws TxFailure {
            return Stages.await("database()", session::database);
        }

        @Override
        public TxResult run(TxScript script) throws TxFailure {
            return Stages.await("run(..)", () -> session.run(script));
        }

        @Override
        public boolean sendsBatches() {
            return session.sendsBatches();
        }

        @Override
        public void run(TxBatch batch, Runnable committed) throws TxFailure {
            Stages.awaitNothing("run(..)", () -> session.run(batch, committed));
        }

        @Override
        public void run(TxCode code) throws TxFailure {
            Stages.awaitNothing("run(..)", () -> session.run(code));
        }

        @Override
        public void cancel() {
            session.cancel();
        }

        @Override
        public void abort() {
            session.abort();
        }

        @Override
        public OptionalInt backend() {
            return session.backend();
        }

        @Override
        public void onMessage(Consumer<ServerMessage> receiver) {
            session.onMessage(receiver);
        }

        @Override
        public void close() {
            try {
                Stages.awaitNothing("close()", session::close);
            } catch (TxFailure failure) {
                throw new AssertionError("close() failed: " + failure.text() + ". It must not.", failure);
            }
        }
    }
}
