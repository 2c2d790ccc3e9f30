package dev.manticore.migrations.spi;

import dev.manticore.migrations.ServerMessage;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AsyncTxSession} that forwards every call to another one. Extend it to change some methods and keep the
 * others.
 *
 * <p>It sends one transaction at a time, as {@link ForwardingTxSession} does.
 */
public abstract class ForwardingAsyncTxSession implements AsyncTxSession {
    private final AsyncTxSession delegate;

    protected ForwardingAsyncTxSession(AsyncTxSession delegate) {
        this.delegate = delegate;
    }

    /** The session that calls are forwarded to. */
    protected final AsyncTxSession delegate() {
        return delegate;
    }

    @Override
    public CompletionStage<Database> database() {
        return delegate.database();
    }

    @Override
    public CompletionStage<TxResult> run(TxScript script) {
        return delegate.run(script);
    }

    @Override
    public CompletionStage<@Nullable Void> run(TxCode code) {
        return delegate.run(code);
    }

    @Override
    public void cancel() {
        delegate.cancel();
    }

    @Override
    public void abort() {
        delegate.abort();
    }

    @Override
    public OptionalInt backend() {
        return delegate.backend();
    }

    @Override
    public void onMessage(Consumer<ServerMessage> receiver) {
        delegate.onMessage(receiver);
    }

    @Override
    public CompletionStage<Void> close() {
        return delegate.close();
    }
}
