package dev.manticore.migrations.inspection;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalog over an adapter.
 *
 * @param schema not quoted; null for the whole database
 */
record CatalogReading(@Nullable String schema) {
    private static final int OLDEST = 14;
    private static final Pattern MAJOR = Pattern.compile("\\d+");

    Catalog of(TxRunner runner) {
        try (TxSession session = runner.open()) {
            Database database = supported(session.database());
            return catalog(database, session.run(CatalogQueries.script(database, schema)));
        } catch (TxFailure failure) {
            throw failed(failure);
        }
    }

    CompletionStage<Catalog> of(AsyncTxRunner runner) {
        return runner.open()
                .thenCompose(session -> ending(session, session.database().thenCompose(found -> {
                    Database database = supported(found);
                    return session.run(CatalogQueries.script(database, schema))
                            .thenApply(result -> catalog(database, result));
                })))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(failed(failure)));
    }

    private static <T> CompletionStage<T> ending(AsyncTxSession session, CompletionStage<T> work) {
        return work.handle((result, failure) -> session.close().thenCompose(closed -> work))
                .thenCompose(end -> end);
    }

    static Database supported(Database database) {
        if (database.isCockroach() || !database.isAtLeast(OLDEST, 0)) {
            throw new UnsupportedOperationException(
                    "The catalog of " + database + " cannot be read: that takes PostgreSQL "
                            + OLDEST + " or later."
                            + (database.isCockroach() ? " CockroachDB has SHOW CREATE ALL TABLES." : ""));
        }
        return database;
    }

    private static Catalog catalog(Database database, TxResult result) {
        return new Catalog(major(database), new CatalogAnswers().whole(CatalogQueries.answers(result)));
    }

    static int major(Database database) {
        Matcher major = MAJOR.matcher(database.version());
        return major.find() ? Integer.parseInt(major.group()) : 0;
    }

    private static Throwable failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TxFailure reported ? failed(reported) : cause;
    }

    static MigrationException failed(TxFailure failure) {
        boolean connecting = failure.phase() == TxFailure.Phase.CONNECT;
        if (connecting || failure.sessionLost()) {
            return new DatabaseUnreachableException(
                    (connecting
                                    ? "Could not connect to the database: "
                                    : "The connection was lost while the catalog was read: ")
                            + failure.text(),
                    Remedy.of(
                            "Check that the server is up and the settings of the connection are right, and try again."),
                    MigrationReport.EMPTY,
                    failure);
        }
        return new DatabaseErrorException(
                new SqlError(failure.sqlState(), failure.text(), failure.detail(), failure.hint()),
                "The database reported an error while the catalog was read: " + failure.text(),
                Remedy.of("See the server's message. Nothing was changed."),
                MigrationReport.EMPTY,
                failure);
    }
}
