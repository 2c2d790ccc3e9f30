package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.ForwardingTxRunner;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.util.function.UnaryOperator;

/** A runner like another one, but for its sessions. */
final class WrappingRunner extends ForwardingTxRunner {
    private final UnaryOperator<TxSession> wrapping;

    WrappingRunner(TxRunner healthy, UnaryOperator<TxSession> wrapping) {
        super(healthy);
        this.wrapping = wrapping;
    }

    @Override
    public TxSession open() throws TxFailure {
        return wrapping.apply(super.open());
    }
}
