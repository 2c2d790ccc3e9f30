package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void migratesThereAndBack() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Pool pool =
                    PgBuilder.pool().using(vertx).connectingTo(database.uri()).build();
            VertxMigrator migrator = VertxMigrator.builder(vertx, pool)
                    .source(MigrationSource.of(
                            new Migration(1, "one", "CREATE TABLE one (id INT)", "DROP TABLE one"),
                            new Migration(2, "two", "CREATE TABLE two (id INT)", "DROP TABLE two")))
                    .build();
            var report =
                    migrator.migrate().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(report.steps()).hasSize(2);
            assertThat(migrator.appliedVersions()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .containsExactly(1L, 2L);
            assertThat(migrator.migrate(0)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS)
                            .steps())
                    .hasSize(2);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }
}
