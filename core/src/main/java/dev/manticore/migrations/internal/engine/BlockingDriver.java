package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries steps out one after the other on the calling thread. Thread-safe and without state. */
public final class BlockingDriver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.manticore.migrations");

    private final TxRunner runner;
    private final MigrationListener listener;

    public BlockingDriver(TxRunner runner, List<MigrationListener> listeners) {
        this.runner = runner;
        this.listener = new Announcer(listeners);
    }

    /** Carries out a whole operation; an interrupt is restored when it returns. */
    public <T> T run(Step<T> first) {
        Loop<T> loop = new Loop<>();
        try {
            return loop.run(first);
        } finally {
            loop.close();
        }
    }

    private final class Loop<T> implements Step.Cases<T, Step<T>> {
        private final Heartbeat heartbeat = new Heartbeat(new ThreadedRunner(runner), Runnable::run);
        private final CommandWatch watch = new CommandWatch(Thread.currentThread());
        private @Nullable TxSession session;
        // An interrupt that came while nothing could be done about it, and one that something was done about.
        private boolean pending;
        private boolean interrupted;

        T run(Step<T> first) {
            Step<T> step = first;
            while (!(step instanceof Step.Done<T> done)) {
                step = step.match(this);
            }
            return done.result();
        }

        @Override
        public <A> Step<T> ask(Step.Ask<A, T> ask) {
            A reply;
            try {
                reply = reply(ask);
            } catch (TxFailure failure) {
                if (Failures.isSessionOver(failure)) {
                    discardSession();
                }
                return ask.otherwise().apply(failure);
            }
            return ask.then().apply(reply);
        }

        private <A> A reply(Step.Ask<A, T> ask) throws TxFailure {
            // While it is set, a pool may refuse to give a connection.
            pending |= Thread.interrupted();
            TxSession open = session();
            long watched = watch.begin(open, ask.patience());
            long command = heartbeat.begin(
                    ask.patience().keepAlive(), open.backend(), reason -> watch.giveUp(watched, reason));
            try {
                return ask.command().on(open);
            } catch (TxFailure failure) {
                throw watch.told(failure);
            } finally {
                watch.end();
                heartbeat.end(command);
                pending |= Thread.interrupted();
                heartbeat.takeComplaint().ifPresent(reason -> listener.on(new MigrationEvent.LeaseNotRenewed(reason)));
            }
        }

        @Override
        public Step<T> discard(Step.Discard<T> discard) {
            discardSession();
            return discard.then().get();
        }

        @Override
        public <A> Step<T> work(Step.Work<A, T> work) {
            return work.then().apply(work.work().get());
        }

        @Override
        public Step<T> wait(Step.Wait<T> wait) {
            if (pending) {
                pending = false;
                interrupted = true;
                return wait.interrupted().get();
            }
            try {
                Thread.sleep(wait.delay().toMillis());
                return wait.then().get();
            } catch (InterruptedException e) {
                interrupted = true;
                return wait.interrupted().get();
            }
        }

        @Override
        public Step<T> tell(Step.Tell<T> tell) {
            listener.on(tell.event());
            return tell.then().get();
        }

        @Override
        public Step<T> done(Step.Done<T> done) {
            return done;
        }

        @Override
        public Step<T> fail(Step.Fail<T> fail) {
            throw fail.failure();
        }

        private TxSession session() throws TxFailure {
            if (session == null) {
                session = Objects.requireNonNull(runner.open(), "a runner opened no session");
            }
            return session;
        }

        private void discardSession() {
            if (session != null) {
                session.abort();
            }
            closeSession();
        }

        private void closeSession() {
            TxSession open = session;
            session = null;
            if (open == null) {
                return;
            }
            try {
                open.close();
            } catch (RuntimeException broken) {
                LOG.warn("A connection could not be given back.", broken);
            }
        }

        void close() {
            watch.close();
            heartbeat.close();
            closeSession();
            if (interrupted || pending) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
