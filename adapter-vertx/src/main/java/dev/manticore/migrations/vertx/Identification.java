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
 * Tells the databases apart. Of what a server says of itself when a connection starts, the client keeps
 * {@code server_version} only, not CockroachDB's {@code crdb_version}.
 */
final class Identification {
    // CockroachDB claims a PostgreSQL of three numbers: 9.5.0 (20.2), 13.0.0 (21.1 on), 18.0.0 (26.3).
    // PostgreSQL itself has two since version 10.
    private static final Pattern THREE_NUMBERS = Pattern.compile("\\d+\\.\\d+\\.0\\b.*");

    /** No pool's option covers it: the pool has given the connection by then. */
    private static final long LIMIT_SECONDS = 10;

    private Identification() {}

    /** No round trip but where it could be CockroachDB. */
    static Future<Database> of(PgConnection connection, Wire wire) {
        DatabaseMetadata metadata = connection.databaseMetadata();
        String claimed = metadata == null ? null : metadata.fullVersion();
        if (claimed == null || !THREE_NUMBERS.matcher(claimed).matches()) {
            return identified(null, claimed);
        }
        return wire.exchange("SELECT version()", new Answers(true))
                .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> {
                    // Nobody knows what will still come in on it.
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
