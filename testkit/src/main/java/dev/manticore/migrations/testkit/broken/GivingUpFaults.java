package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runners whose sessions are cancelled or aborted incorrectly. */
final class GivingUpFaults {
    private GivingUpFaults() {}

    private static class Session extends ForwardingTxSession {
        Session(TxSession healthy) {
            super(healthy);
        }
    }

    static TxRunner cancellingTheNext(TxRunner healthy) {
        return new WrappingRunner(healthy, session -> new Session(session) {
            private volatile boolean cancelled;

            @Override
            public void cancel() {
                cancelled = true;
            }

            @Override
            public TxResult run(TxScript script) throws TxFailure {
                if (cancelled) {
                    cancelled = false;
                    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                            .execute(delegate()::cancel);
                }
                return delegate().run(script);
            }
        });
    }

    static TxRunner cancellingByForce(TxRunner healthy) {
        return new WrappingRunner(healthy, session -> new Session(session) {
            @Override
            public void cancel() {
                delegate().abort();
            }
        });
    }

    static TxRunner cancellingNothing(TxRunner healthy) {
        return new WrappingRunner(healthy, session -> new Session(session) {
            @Override
            public void cancel() {}
        });
    }

    static TxRunner abortingNothing(TxRunner healthy) {
        return new WrappingRunner(healthy, session -> new Session(session) {
            @Override
            public void abort() {}
        });
    }

    static TxRunner keepingWhatItGaveUp(TxRunner healthy) {
        return new WrappingRunner(healthy, session -> new Session(session) {
            private volatile boolean givenUp;

            @Override
            public void abort() {
                givenUp = true;
            }

            @Override
            public TxResult run(TxScript script) throws TxFailure {
                if (givenUp) {
                    throw TxFailure.in(Phase.UNANSWERED, "given up")
                            .sessionLost(true)
                            .build();
                }
                return delegate().run(script);
            }
        });
    }

    static TxRunner abortingWhoeverHasIt(TxRunner healthy) {
        AtomicReference<@Nullable TxSession> latest = new AtomicReference<>();
        return new WrappingRunner(healthy, session -> {
            latest.set(session);
            return new Session(session) {
                @Override
                public void abort() {
                    TxSession holder = latest.get();
                    if (holder != null) {
                        holder.abort();
                    }
                }
            };
        });
    }

    static TxRunner misnaming(TxRunner healthy) {
        return new WrappingRunner(healthy, session -> new Session(session) {
            @Override
            public OptionalInt backend() {
                OptionalInt process = delegate().backend();
                return process.isPresent() ? OptionalInt.of(process.getAsInt() + 1) : process;
            }
        });
    }
}
