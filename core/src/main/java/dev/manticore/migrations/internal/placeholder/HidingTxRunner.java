package dev.manticore.migrations.internal.placeholder;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.ForwardingTxRunner;
import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.function.Consumer;

/** Sessions whose failures and messages have no values of placeholders. */
public final class HidingTxRunner extends ForwardingTxRunner {
    private final HiddenValues hidden;

    private HidingTxRunner(TxRunner runner, HiddenValues hidden) {
        super(runner);
        this.hidden = hidden;
    }

    /** The runner itself if there is nothing to hide. */
    public static TxRunner over(TxRunner runner, HiddenValues hidden) {
        return hidden.isEmpty() ? runner : new HidingTxRunner(runner, hidden);
    }

    @Override
    public TxSession open() throws TxFailure {
        return new HidingTxSession(super.open(), hidden);
    }

    private static final class HidingTxSession extends ForwardingTxSession {
        private final HiddenValues hidden;

        HidingTxSession(TxSession session, HiddenValues hidden) {
            super(session);
            this.hidden = hidden;
        }

        @Override
        public TxResult run(TxScript script) throws TxFailure {
            try {
                return super.run(script);
            } catch (TxFailure failure) {
                throw hidden.hide(failure);
            }
        }

        @Override
        public void run(TxCode code) throws TxFailure {
            try {
                super.run(code);
            } catch (TxFailure failure) {
                throw hidden.hide(failure);
            }
        }

        @Override
        public boolean sendsBatches() {
            return delegate().sendsBatches();
        }

        @Override
        public void run(TxBatch batch, Runnable committed) throws TxFailure {
            try {
                delegate().run(batch, committed);
            } catch (TxFailure failure) {
                throw hidden.hide(failure);
            }
        }

        @Override
        public void onMessage(Consumer<ServerMessage> listener) {
            super.onMessage(message -> listener.accept(hidden.hide(message)));
        }
    }
}
