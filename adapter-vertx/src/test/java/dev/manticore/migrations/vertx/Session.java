package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.support.adapter.Scripts;
import dev.manticore.migrations.testkit.AwaitedTxRunner;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A session that waits for each answer. */
record Session(AsyncTxSession async) implements AutoCloseable {

    static Session open(AsyncTxRunner runner) throws TxFailure {
        return new Session(Waiting.on(runner.open()));
    }

    /** The same session, as tests of all adapters use it. */
    TxSession awaited() {
        try {
            return AwaitedTxRunner.over(() -> CompletableFuture.completedStage(async))
                    .open();
        } catch (TxFailure impossible) {
            throw new AssertionError(impossible);
        }
    }

    Database database() throws TxFailure {
        return Waiting.on(async.database());
    }

    TxResult transaction(String... statements) throws TxFailure {
        return run(inTransaction(statements));
    }

    TxResult autocommit(String... statements) throws TxFailure {
        return run(TxScript.autocommit(List.of(statements)));
    }

    TxResult run(TxScript script) throws TxFailure {
        return Waiting.on(async.run(script));
    }

    TxFailure transactionFailure(String... statements) {
        return failure(inTransaction(statements));
    }

    TxFailure autocommitFailure(String... statements) {
        return failure(TxScript.autocommit(List.of(statements)));
    }

    TxFailure failure(TxScript script) {
        return Scripts.failure(awaited(), script);
    }

    /** The only value of the only row of a query. */
    String text(String query) throws TxFailure {
        return Scripts.text(awaited(), query);
    }

    long count(String table) throws TxFailure {
        return Scripts.count(awaited(), table);
    }

    static TxScript inTransaction(String... statements) {
        return Scripts.transaction(statements);
    }

    @Override
    public void close() throws TxFailure {
        Waiting.on(async.close());
    }
}
