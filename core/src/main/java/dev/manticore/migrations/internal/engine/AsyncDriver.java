package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries steps out without growing the stack, and without a thread that waits for the database. Thread-safe and without
 * state.
 *
 * <p>Whatever the engine, the sources and the listeners do is done by the workers, from the first step on: a caller's
 * thread, and one that brings a reply, may be an event loop. What is complete already is gone on with in a loop.
 */
public final class AsyncDriver {
    private final AsyncTxRunner runner;
    private final MigrationListener listener;
    private final Executor workers;

    /** Drives with {@code runner}; {@code workers} does all but the waiting. */
    public AsyncDriver(AsyncTxRunner runner, List<MigrationListener> listeners, Executor workers) {
        this(runner, new Announcer(listeners), workers);
    }

    private AsyncDriver(AsyncTxRunner runner, MigrationListener listener, Executor workers) {
        this.runner = runner;
        this.listener = listener;
        this.workers = task -> {
            try {
                workers.execute(task);
            } catch (RejectedExecutionException closed) {
                throw new RunInterruptedException(
                        "The executor that the run was to go on with takes no more tasks; it has probably been shut down.",
                        "Run the same command again: it finds out what was carried out.",
                        MigrationReport.EMPTY,
                        closed);
            }
        };
    }

    /** The same driver with other workers. */
    public AsyncDriver with(Executor others) {
        return new AsyncDriver(runner, listener, others);
    }

    /** Carries out a whole operation; the stage completes exactly once. */
    public <T> CompletionStage<T> run(Step<T> first) {
        Loop<T> loop = new Loop<>();
        try {
            workers.execute(() -> loop.drive(first));
        } catch (RuntimeException refused) {
            loop.end(null, refused);
        }
        return loop.result;
    }

    private final class Loop<T> implements Step.Cases<T, CompletionStage<Step<T>>> {
        private final Result<T> result = new Result<>();
        private final Heartbeat heartbeat = new Heartbeat(runner, workers);
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
            AsyncTxSession open = session;
            CompletionStage<A> reply = open != null
                    ? send(ask, open)
                    : runner.open().thenApply(this::keep).thenComposeAsync(opened -> send(ask, opened), workers);
            return reply.handleAsync(
                    (answer, failure) -> {
                        heartbeat
                                .takeComplaint()
                                .ifPresent(reason -> listener.on(new MigrationEvent.LeaseNotRenewed(reason)));
                        return failure == null ? ask.then().apply(answer) : failed(ask, unwrapped(failure));
                    },
                    workers);
        }

        /** At once, since a connection that nobody knows of would never be given back. */
        private AsyncTxSession keep(AsyncTxSession opened) {
            session = opened;
            return opened;
        }

        private <A> CompletionStage<A> send(Step.Ask<A, T> ask, AsyncTxSession open) {
            Answer<A> answer = new Answer<>(open, ask.patience().limit());
            long command = heartbeat.begin(ask.patience().keepAlive(), open.backend(), answer::giveUp);
            CompletionStage<A> sent;
            try {
                sent = ask.command().on(open);
            } catch (RuntimeException | Error broken) {
                heartbeat.end(command);
                throw broken;
            }
            sent.whenComplete((reply, failure) -> {
                heartbeat.end(command);
                answer.arrived(reply, failure);
            });
            return answer.stage();
        }

        @Override
        public CompletionStage<Step<T>> discard(Step.Discard<T> discard) {
            discardSession();
            return CompletableFuture.completedStage(discard.then().get());
        }

        private <A> Step<T> failed(Step.Ask<A, T> ask, Throwable failure) {
            if (!(failure instanceof TxFailure facts)) {
                throw new CompletionException(failure);
            }
            if (Failures.isSessionOver(facts)) {
                discardSession();
            }
            return ask.otherwise().apply(facts);
        }

        @Override
        public <A> CompletionStage<Step<T>> work(Step.Work<A, T> work) {
            return CompletableFuture.completedStage(
                    work.then().apply(work.work().get()));
        }

        @Override
        public CompletionStage<Step<T>> wait(Step.Wait<T> wait) {
            if (wait.delay().isZero()) {
                return CompletableFuture.completedStage(wait.then().get());
            }
            return new CompletableFuture<Void>()
                    .completeOnTimeout(null, wait.delay().toMillis(), TimeUnit.MILLISECONDS)
                    .thenApplyAsync(over -> wait.then().get(), workers);
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

        private void discardSession() {
            AsyncTxSession open = session;
            if (open != null) {
                open.abort();
            }
            closeSession();
        }

        private CompletionStage<Void> closeSession() {
            AsyncTxSession open = session;
            session = null;
            return open == null ? CompletableFuture.completedStage(null) : Closing.of(open);
        }

        /** Gives the connections back first, so that whoever hears of the result finds the pool as it was. */
        private void end(@Nullable T value, @Nullable Throwable failure) {
            CompletionStage<Void> second = heartbeat.close();
            closeSession()
                    .thenCompose(first -> second)
                    .whenComplete((closed, ignored) -> result.settle(value, failure));
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
