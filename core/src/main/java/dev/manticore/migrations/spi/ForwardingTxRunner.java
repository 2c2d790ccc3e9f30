package dev.manticore.migrations.spi;

import dev.manticore.migrations.CodeMigration;
import java.util.Optional;

/**
 * A {@link TxRunner} that forwards every call to another one. Extend it to change what its sessions do: override {@link #open}, and
 * return a {@link ForwardingTxSession} over the session of the other one.
 */
public abstract class ForwardingTxRunner implements TxRunner {
    private final TxRunner delegate;

    protected ForwardingTxRunner(TxRunner delegate) {
        this.delegate = delegate;
    }

    /** The runner that calls are forwarded to. */
    protected final TxRunner delegate() {
        return delegate;
    }

    @Override
    public TxSession open() throws TxFailure {
        return delegate.open();
    }

    @Override
    public boolean sendsCopyData() {
        return delegate.sendsCopyData();
    }

    @Override
    public Optional<String> codeRefusal(CodeMigration migration) {
        return delegate.codeRefusal(migration);
    }
}
