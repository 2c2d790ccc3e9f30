package dev.manticore.migrations.it.dagger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules of adapters and sources put together. */
class DaggerTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void migratesFromTheClassPathOverJdbc() {
        Migrator migrator =
                DaggerShop_ShopComponent.factory().create(database.dataSource()).migrator();

        assertThat(migrator.migrate().steps()).hasSize(1);
    }

    @Test
    void takesEveryPartThatTheApplicationBinds() {
        Migrator migrator = DaggerCustomized_Application.factory()
                .create(database.dataSource())
                .migrator();

        assertThat(migrator.migrate().steps()).hasSize(2);
        assertThat(versionsIn("ledger", "applied")).containsExactly(1L, 2L);
    }

    @Test
    void givesMigratorsOfBothColours(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("V1__one.sql"), "CREATE TABLE one (id INT)");
        Files.writeString(directory.resolve("V2__two.sql"), "CREATE TABLE two (id INT)");
        Vertx vertx = Vertx.vertx();
        try {
            Pool pool =
                    PgBuilder.pool().using(vertx).connectingTo(database.uri()).build();
            BothColours component = DaggerBothColours.factory().create(database.dataSource(), vertx, pool, directory);

            assertThat(component.blocking().migrate(1).steps()).hasSize(1);
            assertThat(component.nonBlocking().migrate().await(30, SECONDS).steps())
                    .hasSize(1);
        } finally {
            vertx.close().await(30, SECONDS);
        }
    }

    private List<Long> versionsIn(String schema, String table) {
        return Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .source(MigrationSource.of())
                .historyStore(HistoryStore.table(schema, table))
                .build()
                .appliedVersions();
    }
}
