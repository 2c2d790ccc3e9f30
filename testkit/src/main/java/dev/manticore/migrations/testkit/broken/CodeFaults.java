package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.ForwardingTxSession;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runners that run Java code incorrectly. */
final class CodeFaults {
    private static final TxStatement NOTHING = TxStatement.of("SELECT 1");

    private CodeFaults() {}

    /** What a session does instead. */
    interface Running {
        void run(TxSession session, TxCode code) throws TxFailure;
    }

    private static final class Session extends ForwardingTxSession {
        private final Running running;

        Session(TxSession healthy, Running running) {
            super(healthy);
            this.running = running;
        }

        @Override
        public void run(TxCode code) throws TxFailure {
            running.run(delegate(), code);
        }
    }

    static TxRunner running(TxRunner healthy, Running running) {
        return new WrappingRunner(healthy, session -> new Session(session, running));
    }

    static TxRunner failing(TxRunner healthy, UnaryOperator<TxFailure> telling) {
        return running(healthy, (session, code) -> {
            try {
                session.run(code);
            } catch (TxFailure failure) {
                throw telling.apply(failure);
            }
        });
    }

    /** The code's transaction commits before the statements that follow it. */
    static void committedBeforeTheRest(TxSession session, TxCode code) throws TxFailure {
        session.run(
                new TxCode(code.before(), code.migration(), code.direction(), List.of(TxStatement.of(TxCode.RELEASE))));
        session.run(TxScript.transaction(code.after().subList(1, code.after().size())));
    }

    /** What is around the code commits even if the code fails. */
    static void committedWithoutTheCode(TxSession session, TxCode code) throws TxFailure {
        try {
            session.run(code);
        } catch (TxFailure failure) {
            if (failure.statement() == code.index()) {
                session.run(TxScript.transaction(code.before()));
            }
            throw failure;
        }
    }

    static void withoutSavepoint(TxSession session, TxCode code) throws TxFailure {
        List<TxStatement> after = code.after().subList(1, code.after().size());
        session.run(new TxCode(List.of(NOTHING), code.migration(), code.direction(), after));
    }

    static void swallowing(TxSession session, TxCode code) throws TxFailure {
        try {
            session.run(code);
        } catch (TxFailure failure) {
            if (failure.statement() != code.index()) {
                throw failure;
            }
        }
    }
}
