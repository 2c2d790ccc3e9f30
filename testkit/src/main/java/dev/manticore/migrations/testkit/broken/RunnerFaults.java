package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.ForwardingTxRunner;
import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runners that open or close sessions incorrectly. */
final class RunnerFaults {
    private RunnerFaults() {}

    /** What a session does instead. */
    interface Running {
        TxResult run(TxSession session, TxScript script) throws TxFailure;
    }

    private interface Opening {
        TxSession open() throws TxFailure;
    }

    private static final class Runner extends ForwardingTxRunner {
        private final Opening opening;

        Runner(TxRunner healthy, Opening opening) {
            super(healthy);
            this.opening = opening;
        }

        @Override
        public TxSession open() throws TxFailure {
            return opening.open();
        }
    }

    private static final class Session extends ForwardingTxSession {
        private final Running running;
        private final Runnable closing;

        Session(TxSession healthy, Running running, Runnable closing) {
            super(healthy);
            this.running = running;
            this.closing = closing;
        }

        @Override
        public TxResult run(TxScript script) throws TxFailure {
            return running.run(delegate(), script);
        }

        @Override
        public void close() {
            closing.run();
        }
    }

    static TxRunner running(TxRunner healthy, Running running) {
        return new Runner(healthy, () -> {
            TxSession session = healthy.open();
            return new Session(session, running, session::close);
        });
    }

    static TxRunner keepingTheConnection(TxRunner healthy) {
        return new Runner(healthy, () -> new Session(healthy.open(), TxSession::run, () -> {}));
    }

    static TxRunner closingTwice(TxRunner healthy) {
        AtomicReference<@Nullable TxSession> latest = new AtomicReference<>();
        return new Runner(healthy, () -> {
            TxSession session = healthy.open();
            latest.set(session);
            return new Session(session, TxSession::run, () -> {
                TxSession another = latest.get();
                if (another != null && another != session) {
                    end(another);
                }
                session.close();
            });
        });
    }

    private static void end(TxSession session) {
        try {
            session.run(TxScript.autocommit(List.of("SELECT pg_terminate_backend(pg_backend_pid())")));
        } catch (TxFailure ended) {
            // As it was to.
        }
    }

    static TxRunner sharing(TxRunner healthy) {
        AtomicReference<@Nullable TxSession> shared = new AtomicReference<>();
        return new Runner(healthy, () -> {
            TxSession session = shared.get();
            if (session == null) {
                session = healthy.open();
                shared.set(session);
            }
            return new Session(session, TxSession::run, () -> {});
        });
    }

    static TxRunner lazy(TxRunner healthy) {
        return new Runner(healthy, () -> new Lazy(healthy));
    }

    private static final class Lazy implements TxSession {
        private final TxRunner runner;
        private @Nullable TxSession session;

        Lazy(TxRunner runner) {
            this.runner = runner;
        }

        private TxSession session() throws TxFailure {
            TxSession open = session;
            if (open == null) {
                open = runner.open();
                session = open;
            }
            return open;
        }

        @Override
        public Database database() throws TxFailure {
            return session().database();
        }

        @Override
        public TxResult run(TxScript script) throws TxFailure {
            return session().run(script);
        }

        @Override
        public void cancel() {
            if (session != null) {
                session.cancel();
            }
        }

        @Override
        public void abort() {
            if (session != null) {
                session.abort();
            }
        }

        @Override
        public OptionalInt backend() {
            return session == null ? OptionalInt.empty() : session.backend();
        }

        @Override
        public void close() {
            if (session != null) {
                session.close();
            }
        }
    }
}
