package dev.manticore.migrations.it.guide;

import dev.manticore.migrations.spi.ForwardingTxRunner;
import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.function.Consumer;

/** Tells of each script before it is carried out. */
final class TracingTxRunner extends ForwardingTxRunner {
    private final Consumer<TxScript> trace;

    TracingTxRunner(TxRunner runner, Consumer<TxScript> trace) {
        super(runner);
        this.trace = trace;
    }

    @Override
    public TxSession open() throws TxFailure {
        return new ForwardingTxSession(super.open()) {
            @Override
            public TxResult run(TxScript script) throws TxFailure {
                trace.accept(script);
                return super.run(script);
            }
        };
    }
}
