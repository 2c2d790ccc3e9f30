package dev.manticore.migrations.it.guide;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Tells of each script before it is carried out. */
record TracingTxRunner(TxRunner runner, Consumer<TxScript> trace) implements TxRunner {

    @Override
    public TxSession open() throws TxFailure {
        TxSession session = runner.open();
        return new TxSession() {
            @Override
            public Database database() throws TxFailure {
                return session.database();
            }

            @Override
            public TxResult run(TxScript script) throws TxFailure {
                trace.accept(script);
                return session.run(script);
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
            public void close() {
                session.close();
            }
        };
    }

    @Override
    public boolean sendsCopyData() {
        return runner.sendsCopyData();
    }
}
