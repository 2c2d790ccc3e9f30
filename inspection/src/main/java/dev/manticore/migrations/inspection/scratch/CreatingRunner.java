package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.spi.ForwardingTxRunner;
import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends again what failed because a role or a database is missing, after that was created. */
final class CreatingRunner extends ForwardingTxRunner {
    private final ScratchRoles roles;
    private final NamedDatabases databases;

    CreatingRunner(TxRunner runner, ScratchRoles roles, NamedDatabases databases) {
        super(runner);
        this.roles = roles;
        this.databases = databases;
    }

    @Override
    public TxSession open() throws TxFailure {
        return new Session(super.open(), roles, databases);
    }

    private static final class Session extends ForwardingTxSession {
        private final ScratchRoles roles;
        private final NamedDatabases databases;

        Session(TxSession delegate, ScratchRoles roles, NamedDatabases databases) {
            super(delegate);
            this.roles = roles;
            this.databases = databases;
        }

        @Override
        public TxResult run(TxScript script) throws TxFailure {
            while (true) {
                try {
                    return delegate().run(script);
                } catch (TxFailure failure) {
                    createOrThrow(failure);
                }
            }
        }

        @Override
        public void run(TxCode code) throws TxFailure {
            while (true) {
                try {
                    delegate().run(code);
                    return;
                } catch (TxFailure failure) {
                    createOrThrow(failure);
                }
            }
        }

        @Override
        public boolean sendsBatches() {
            return delegate().sendsBatches();
        }

        @Override
        public void run(TxBatch batch, Runnable committed) throws TxFailure {
            int done = 0;
            while (true) {
                AtomicInteger commits = new AtomicInteger();
                try {
                    rest(batch, done, () -> {
                        commits.incrementAndGet();
                        committed.run();
                    });
                    return;
                } catch (TxFailure failure) {
                    createOrThrow(
                            failure.statement() < 0
                                    ? failure
                                    : failure.at(failure.statement() + batch.statementsBefore(done)));
                    done += commits.get();
                }
            }
        }

        private void rest(TxBatch batch, int done, Runnable committed) throws TxFailure {
            delegate()
                    .run(
                            done == 0
                                    ? batch
                                    : TxBatch.of(batch.transactions()
                                            .subList(done, batch.transactions().size())),
                            committed);
        }

        private void createOrThrow(TxFailure failure) throws TxFailure {
            if (failure.sessionLost()
                    || !(roles.createMissing(failure.sqlState(), failure.text())
                            || databases.createMissing(failure.sqlState(), failure.text()))) {
                throw failure;
            }
        }
    }
}
