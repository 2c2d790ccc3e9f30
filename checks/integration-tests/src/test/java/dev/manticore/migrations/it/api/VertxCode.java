package dev.manticore.migrations.it.api;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.vertx.VertxMigration;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Objects;
import java.util.Optional;

/** A {@link Code} over the Vert.x client. */
class VertxCode implements VertxMigration {
    final Code code;

    private VertxCode(Code code) {
        this.code = code;
    }

    static VertxCode of(Code code) {
        return code.down() == null ? new VertxCode(code) : new Reversible(code);
    }

    private static final class Reversible extends VertxCode implements VertxMigration.WithUndo {
        Reversible(Code code) {
            super(code);
        }

        @Override
        public Future<Void> undo(SqlConnection connection) {
            return work(Objects.requireNonNull(code.down()), connection);
        }
    }

    @Override
    public MigrationId id() {
        return code.id();
    }

    @Override
    public String description() {
        return "in code";
    }

    @Override
    public Optional<String> checksum() {
        return Optional.ofNullable(code.checksum());
    }

    @Override
    public Future<Void> migrate(SqlConnection connection) {
        return work(code.up(), connection);
    }

    static Future<Void> work(Code.Work work, SqlConnection connection) {
        work.calls().incrementAndGet();
        Future<Void> done = Future.succeededFuture();
        for (String sql : work.statements()) {
            done = done.compose(before -> connection.query(sql).execute().mapEmpty());
        }
        return done.compose(all -> Future.fromCompletionStage(work.then().get()));
    }
}
