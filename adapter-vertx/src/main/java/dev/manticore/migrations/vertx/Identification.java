package dev.manticore.migrations.vertx;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the database. Of the parameters that a server reports when a connection starts, the client retains only
 * {@code server_version}, not CockroachDB's {@code crdb_version}.
 */
final class Identification {
    // CockroachDB reports a PostgreSQL version of three numbers: 9.5.0 (20.2), 13.0.0 (from 21.1), 18.0.0 (26.3).
    // PostgreSQL itself has two numbers since version 10.
    private static final Pattern THREE_NUMBERS = Pattern.compile("\\d+\\.\\d+\\.0\\b.*");

    /** A timeout of its own: the pool's options no longer apply, since the pool has already returned the connection. */
    private static final long LIMIT_SECONDS = 10;

    private Identification() {}

    /** Needs no round trip unless it could be CockroachDB. */
    static Future<Database> of(PgConnection connection, Wire wire) {
        DatabaseMetadata metadata = connection.databaseMetadata();
        String claimed = metadata == null ? null : metadata.fullVersion();
        if (claimed == null || !THREE_NUMBERS.matcher(claimed).matches()) {
            return identified(null, claimed);
        }
        return wire.exchange("SELECT version()", new Answers(true))
                .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> {
                    // Late answers may still arrive on it.
                    wire.abandon();
                    return Future.failedFuture(
                            failure instanceof TimeoutException
                                    ? new SocketTimeoutException(
                                            "the server did not say in " + LIMIT_SECONDS + " s which one it is")
                                    : failure);
                })
                .compose(results -> {
                    List<List<@Nullable String>> rows = results.get(0).values();
                    String version = String.valueOf(rows.get(0).get(0));
                    return identified(version.contains("CockroachDB") ? version : null, claimed);
                });
    }

    private static Future<Database> identified(@Nullable String crdbVersion, @Nullable String serverVersion) {
        try {
            return Future.succeededFuture(Database.identify(crdbVersion, serverVersion));
        } catch (TxFailure unknown) {
            return Future.failedFuture(unknown);
        }
    }
}
