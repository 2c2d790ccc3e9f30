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

/** Sends again what failed because a role is missing, after that was created. */
final class RoleCreatingRunner extends ForwardingTxRunner {
    private final ScratchRoles roles;

    RoleCreatingRunner(TxRunner runner, ScratchRoles roles) {
        super(runner);
        this.roles = roles;
    }

    @Override
    public TxSession open() throws TxFailure {
        return new Session(super.open(), roles);
    }

    private static final class Session extends ForwardingTxSession {
        private final ScratchRoles roles;

        Session(TxSession delegate, ScratchRoles roles) {
            super(delegate);
            this.roles = roles;
        }

        @Override
        public TxResult run(TxScript script) throws TxFailure {
            while (true) {
                try {
                    return delegate().run(script);
                } catch (TxFailure failure) {
                    createRoleOrThrow(failure);
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
                    createRoleOrThrow(failure);
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
                    createRoleOrThrow(
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

        private void createRoleOrThrow(TxFailure failure) throws TxFailure {
            if (failure.sessionLost() || !roles.createMissing(failure.sqlState(), failure.text())) {
                throw failure;
            }
        }
    }
}
