package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries steps out without ever blocking a thread and without growing the stack. Thread-safe and without state.
 *
 * <p>Whatever is complete already is gone on with in a loop; whatever is not, goes on in the thread that completes it.
 */
public final class AsyncDriver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");

    private final AsyncTxRunner runner;
    private final MigrationListener listener;
    private final Executor workers;

    /** Drives with {@code runner}; {@code workers} does what may block, and what follows a wait. */
    public AsyncDriver(AsyncTxRunner runner, List<MigrationListener> listeners, Executor workers) {
        this.runner = runner;
        this.listener = new Announcer(listeners);
        this.workers = workers;
    }

    /** Carries out a whole operation; the stage completes exactly once. */
    public <T> CompletionStage<T> run(Step<T> first) {
        Loop<T> loop = new Loop<>();
        loop.drive(first);
        return loop.result.minimalCompletionStage();
    }

    private final class Loop<T> implements Step.Cases<T, CompletionStage<Step<T>>> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Heartbeat heartbeat = new Heartbeat(runner, Runnable::run);
        // One step at a time is under way, and the stages order what different threads do.
        private volatile @Nullable AsyncTxSession session;

        void drive(Step<T> first) {
            Step<T> step = first;
            while (step != null) {
                Handoff<T> handoff = new Handoff<>();
                begin(step).whenComplete((next, failure) -> {
                    if (failure != null) {
                        end(null, unwrapped(failure));
                    } else if (next != null && !handoff.give(next)) {
                        drive(next);
                    }
                });
                step = handoff.takeOrLeave();
            }
        }

        private CompletionStage<Step<T>> begin(Step<T> step) {
            try {
                return step.match(this);
            } catch (RuntimeException | Error broken) {
                return CompletableFuture.failedStage(broken);
            }
        }

        @Override
        public <A> CompletionStage<Step<T>> ask(Step.Ask<A, T> ask) {
            CompletionStage<A> reply = session().thenCompose(open -> {
                heartbeat.begin(ask.keepAlive());
                return ask.command().on(open);
            });
            return reply.handle((answer, failure) -> {
                heartbeat.end();
                heartbeat.takeComplaint().ifPresent(reason -> listener.on(new MigrationEvent.LeaseNotRenewed(reason)));
                return failure == null ? ask.then().apply(answer) : failed(ask, unwrapped(failure));
            });
        }

        private <A> Step<T> failed(Step.Ask<A, T> ask, Throwable failure) {
            if (!(failure instanceof TxFailure facts)) {
                throw new CompletionException(failure);
            }
            if (facts.sessionLost()) {
                closeSession();
            }
            return ask.otherwise().apply(facts);
        }

        @Override
        public <A> CompletionStage<Step<T>> work(Step.Work<A, T> work) {
            return CompletableFuture.supplyAsync(work.work(), workers).thenApply(work.then());
        }

        @Override
        public CompletionStage<Step<T>> wait(Step.Wait<T> wait) {
            if (wait.delay().isZero()) {
                return CompletableFuture.completedStage(wait.then().get());
            }
            // Not on the timer's thread, which the whole JVM shares: listeners and adapters come after.
            Executor later = CompletableFuture.delayedExecutor(wait.delay().toMillis(), TimeUnit.MILLISECONDS, workers);
            return CompletableFuture.supplyAsync(wait.then(), later);
        }

        @Override
        public CompletionStage<Step<T>> tell(Step.Tell<T> tell) {
            listener.on(tell.event());
            return CompletableFuture.completedStage(tell.then().get());
        }

        @Override
        public CompletionStage<Step<T>> done(Step.Done<T> done) {
            end(done.result(), null);
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Step<T>> fail(Step.Fail<T> fail) {
            end(null, fail.failure());
            return new CompletableFuture<>();
        }

        private CompletionStage<AsyncTxSession> session() {
            AsyncTxSession open = session;
            return open != null
                    ? CompletableFuture.completedStage(open)
                    : runner.open().thenApply(opened -> {
                        session = opened;
                        return opened;
                    });
        }

        private CompletionStage<Void> closeSession() {
            AsyncTxSession open = session;
            session = null;
            try {
                return open == null ? CompletableFuture.completedStage(null) : open.close();
            } catch (RuntimeException broken) {
                LOG.warn("A connection could not be given back.", broken);
                return CompletableFuture.completedStage(null);
            }
        }

        /** Gives the connection back first, so that whoever hears of the result finds the pool as it was. */
        private void end(@Nullable T value, @Nullable Throwable failure) {
            heartbeat.close();
            closeSession().whenComplete((closed, ignored) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
