package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.concurrent.atomic.AtomicInteger;

/** What can go wrong with several transactions in one message. */
final class BatchFaults {
    private BatchFaults() {}

    /** What a session does instead. */
    interface Running {
        void run(TxSession session, TxBatch batch, Runnable committed) throws TxFailure;
    }

    private static final class Session extends ForwardingTxSession {
        private final Running running;

        Session(TxSession healthy, Running running) {
            super(healthy);
            this.running = running;
        }

        @Override
        public boolean sendsBatches() {
            return delegate().sendsBatches();
        }

        @Override
        public void run(TxBatch batch, Runnable committed) throws TxFailure {
            running.run(delegate(), batch, committed);
        }
    }

    static TxRunner running(TxRunner healthy, Running running) {
        return new WrappingRunner(healthy, session -> new Session(session, running));
    }

    /** All or nothing. */
    static void asOne(TxSession session, TxBatch batch, Runnable committed) throws TxFailure {
        session.run(TxScript.transaction(batch.transactions().stream()
                .flatMap(transaction -> transaction.statements().stream())
                .toList()));
        batch.transactions().forEach(transaction -> committed.run());
    }

    /** Tells that all is committed before anything is. */
    static void hoping(TxSession session, TxBatch batch, Runnable committed) throws TxFailure {
        batch.transactions().forEach(transaction -> committed.run());
        session.run(batch, () -> {});
    }

    /** Tells of the commits when all of the message was answered. */
    static void telling(TxSession session, TxBatch batch, Runnable committed) throws TxFailure {
        AtomicInteger commits = new AtomicInteger();
        try {
            session.run(batch, commits::incrementAndGet);
        } finally {
            for (int i = 0; i < commits.get(); i++) {
                committed.run();
            }
        }
    }

    /** Counts the statements of each transaction from 0. */
    static void countingInEach(TxSession session, TxBatch batch, Runnable committed) throws TxFailure {
        try {
            session.run(batch, committed);
        } catch (TxFailure failure) {
            int before = batch.statementsBefore(batch.transactionOf(Math.max(0, failure.statement())));
            throw failure.at(Math.max(-1, failure.statement() - before));
        }
    }
}
