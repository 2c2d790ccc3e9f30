package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.concurrent.CompletionStage;

/**
 * What a session is asked for. Each knows how it is done in both colours, so that neither loop can miss a case.
 *
 * @param <R> the reply
 */
public sealed interface Command<R> {

    R on(TxSession session) throws TxFailure;

    CompletionStage<R> on(AsyncTxSession session);

    /** Which database is it? */
    record Identify() implements Command<Database> {
        @Override
        public Database on(TxSession session) throws TxFailure {
            return session.database();
        }

        @Override
        public CompletionStage<Database> on(AsyncTxSession session) {
            return session.database();
        }
    }

    /** Carry a script out. */
    record Run(TxScript script) implements Command<TxResult> {
        @Override
        public TxResult on(TxSession session) throws TxFailure {
            return session.run(script);
        }

        @Override
        public CompletionStage<TxResult> on(AsyncTxSession session) {
            return session.run(script);
        }
    }
}
