package dev.manticore.migrations.it.colour;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The blocking connections, driven without blocking. */
record VertxConnections(JdbcConnections jdbc) implements Connections {
    static VertxConnections open(Access access) {
        return new VertxConnections(JdbcConnections.open(access));
    }

    @Override
    public Subject subject(Consumer<MigratorBuilder<?>> settings) {
        var builder = AsyncMigrator.builder(ExecutorTxRunner.over(JdbcTxRunner.over(jdbc.dataSource())));
        settings.accept(builder);
        return new VertxSubject(builder.build());
    }

    @Override
    public List<String> rows(String query) {
        return jdbc.rows(query);
    }

    @Override
    public void awaitAllFree(Duration patience) {
        jdbc.awaitAllFree(patience);
    }

    @Override
    public void close() {
        jdbc.close();
    }
}
