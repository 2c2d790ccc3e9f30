package dev.manticore.migrations.vertx.contract;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.vertx.VertxMigration;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Java code that executes statements.
 *
 * @param thrown the exception that it fails with after the statements, or null
 */
record StatementsInCode(List<String> statements, RuntimeException thrown) implements VertxMigration {

    @Override
    public MigrationId id() {
        return Version.of(1);
    }

    @Override
    public String description() {
        return "statements";
    }

    @Override
    public Future<Void> migrate(SqlConnection connection) {
        Future<Void> done = Future.succeededFuture();
        for (String sql : statements) {
            done = done.compose(before -> connection.query(sql).execute().mapEmpty());
        }
        return done.compose(all -> thrown == null ? Future.succeededFuture() : Future.failedFuture(thrown));
    }
}
