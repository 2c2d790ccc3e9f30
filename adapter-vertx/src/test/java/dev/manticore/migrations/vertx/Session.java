package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxStatement;
import java.util.Arrays;
import java.util.List;

/** A session that waits for each answer. */
record Session(AsyncTxSession async) implements AutoCloseable {

    static Session open(AsyncTxRunner runner) throws TxFailure {
        return new Session(Waiting.on(runner.open()));
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
        TxFailure failure = catchThrowableOfType(TxFailure.class, () -> run(script));
        if (failure == null) {
            throw new AssertionError("no failure");
        }
        return failure;
    }

    /** The only value of the only row of a query. */
    String text(String query) throws TxFailure {
        return autocommit(query).rows().get(0).values().get(0).get(0);
    }

    long count(String table) throws TxFailure {
        return Long.parseLong(text("SELECT count(*) FROM " + table));
    }

    static TxScript inTransaction(String... statements) {
        return TxScript.transaction(
                Arrays.stream(statements).map(TxStatement::of).toList());
    }

    @Override
    public void close() throws TxFailure {
        Waiting.on(async.close());
    }
}
