package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.spi.ForwardingTxRunner;
import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.stream.Stream;

/** Sessions that execute {@link InitSql} first, in front of the first message where that is possible. */
final class InitializingTxRunner extends ForwardingTxRunner {
    private final InitSql init;

    private InitializingTxRunner(TxRunner runner, InitSql init) {
        super(runner);
        this.init = init;
    }

    /** The runner itself if there is nothing to execute. */
    static TxRunner over(TxRunner runner, InitSql init) {
        return init.isEmpty() ? runner : new InitializingTxRunner(runner, init);
    }

    @Override
    public TxSession open() throws TxFailure {
        return new InitializingTxSession(super.open(), init.asTxStatements());
    }

    private static final class InitializingTxSession extends ForwardingTxSession {
        private final List<TxStatement> init;
        private boolean isInitialized;

        InitializingTxSession(TxSession session, List<TxStatement> init) {
            super(session);
            this.init = init;
        }

        /** A message that fails takes what it has set with it; the next one then sets it again. */
        @Override
        public TxResult run(TxScript script) throws TxFailure {
            if (isInitialized) {
                return super.run(script);
            }
            if (!isExtensible(script)) {
                initialize(new TxScript(TxScript.Mode.AUTOCOMMIT, init));
                return super.run(script);
            }
            List<Rows> rows = initialize(new TxScript(
                            TxScript.Mode.AUTOCOMMIT,
                            Stream.concat(init.stream(), script.statements().stream())
                                    .toList()))
                    .rows();
            return new TxResult(rows.subList(init.size(), rows.size()));
        }

        @Override
        public boolean sendsBatches() {
            return delegate().sendsBatches();
        }

        @Override
        public void run(TxBatch batch, Runnable committed) throws TxFailure {
            if (!isInitialized) {
                initialize(new TxScript(TxScript.Mode.AUTOCOMMIT, init));
            }
            delegate().run(batch, committed);
        }

        /** Several statements in one message are one implicit transaction: one that refuses a transaction is alone. */
        private static boolean isExtensible(TxScript script) {
            return script.mode() == TxScript.Mode.AUTOCOMMIT
                    && script.statements().size() > 1
                    && script.statements().stream().allMatch(statement -> statement.copyData() == null);
        }

        private TxResult initialize(TxScript script) throws TxFailure {
            try {
                TxResult result = super.run(script);
                isInitialized = true;
                return result;
            } catch (TxFailure failure) {
                throw failure.statement() < init.size() && failure.statement() >= 0
                        ? ofInit(failure)
                        : shifted(failure);
            }
        }

        /** Without the SQLSTATE, which would say something of the statement behind. */
        private static TxFailure ofInit(TxFailure failure) {
            return TxFailure.in(
                            failure.phase(),
                            "initSql failed: " + failure.text()
                                    + (failure.sqlState() == null ? "" : " (SQLSTATE " + failure.sqlState() + ")"))
                    .sessionLost(failure.sessionLost())
                    .detail(failure.detail())
                    .hint(failure.hint())
                    .cause(failure)
                    .build();
        }

        private TxFailure shifted(TxFailure failure) {
            return failure.at(failure.statement() < 0 ? -1 : failure.statement() - init.size());
        }
    }
}
