package dev.manticore.migrations.it.api;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.jdbc.JdbcMigration;
import java.sql.Connection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** A {@link Code} over JDBC. */
class JdbcCode implements JdbcMigration {
    final Code code;

    private JdbcCode(Code code) {
        this.code = code;
    }

    static JdbcCode of(Code code) {
        return code.down() == null ? new JdbcCode(code) : new Reversible(code);
    }

    private static final class Reversible extends JdbcCode implements JdbcMigration.WithUndo {
        Reversible(Code code) {
            super(code);
        }

        @Override
        public void undo(Connection connection) throws Exception {
            work(Objects.requireNonNull(code.down()), connection);
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
    public void migrate(Connection connection) throws Exception {
        work(code.up(), connection);
    }

    static void work(Code.Work work, Connection connection) throws Exception {
        work.calls().incrementAndGet();
        Sql.run(connection, work.statements().toArray(String[]::new));
        try {
            work.then().get().toCompletableFuture().get();
        } catch (ExecutionException failure) {
            throw (Exception) failure.getCause();
        }
    }
}
