package dev.manticore.migrations.spi;

import dev.manticore.migrations.ServerMessage;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A {@link TxSession} that forwards every call to another one. Extend it to change some methods and keep the others.
 *
 * <p>It sends one transaction at a time, so that an override of {@link #run(TxScript)} sees each of them. To send several
 * in one message, override {@link #sendsBatches} and {@link #run(TxBatch, Runnable)}.
 */
public abstract class ForwardingTxSession implements TxSession {
    private final TxSession delegate;

    protected ForwardingTxSession(TxSession delegate) {
        this.delegate = delegate;
    }

    /** The session that calls are forwarded to. */
    protected final TxSession delegate() {
        return delegate;
    }

    @Override
    public Database database() throws TxFailure {
        return delegate.database();
    }

    @Override
    public TxResult run(TxScript script) throws TxFailure {
        return delegate.run(script);
    }

    @Override
    public void run(TxCode code) throws TxFailure {
        delegate.run(code);
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
    public void close() {
        delegate.close();
    }
}
