package dev.manticore.migrations.it.dagger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.database.Sql;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Shows that the Dagger modules of adapters and sources together make working migrators. */
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
    void takesEveryPartThatTheApplicationBinds() throws Exception {
        new Sql(database.dataSource()).run("CREATE SCHEMA shop");
        try (Listening listening = Listening.to("shop")) {
            Migrator migrator = DaggerCustomized_Application.factory()
                    .create(reluctant(database))
                    .migrator();

            assertThat(migrator.migrate().steps()).as("of both sources").hasSize(2);
            assertThat(listening.heard()).anyMatch(event -> event.startsWith("StepFinished"));
        }
        assertThat(versionsIn("ledger", "applied")).containsExactly(Version.of(1), Version.of(2));
        assertThat(new Sql(database.dataSource())
                        .rows("SELECT schemaname FROM pg_tables WHERE tablename = 'gift_cards'"))
                .containsExactly("shop");
    }

    /** Fails to connect the first time; only a runner that retries succeeds. */
    private static DataSource reluctant(TestDatabase database) {
        AtomicBoolean first = new AtomicBoolean(true);
        PGSimpleDataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (first.getAndSet(false)) {
                    throw new SQLException("not yet");
                }
                return super.getConnection();
            }
        };
        source.setUrl(database.jdbcUrl());
        return source;
    }

    /** Hears what is logged, until it is closed. */
    private record Listening(Logger logger, Handler handler, List<String> heard) implements AutoCloseable {
        static Listening to(String name) {
            List<String> heard = new ArrayList<>();
            Handler handler = new Handler() {
                @Override
                public void publish(LogRecord record) {
                    heard.add(record.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            Logger logger = Logger.getLogger(name);
            logger.setLevel(Level.FINE);
            logger.addHandler(handler);
            return new Listening(logger, handler, heard);
        }

        @Override
        public void close() {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
    }

    @Test
    void givesABlockingAndANonBlockingMigrator(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("V1__one.sql"), "CREATE TABLE one (id INT)");
        Files.writeString(directory.resolve("V2__two.sql"), "CREATE TABLE two (id INT)");
        Vertx vertx = Vertx.vertx();
        try {
            Pool pool =
                    PgBuilder.pool().using(vertx).connectingTo(database.uri()).build();
            BothMigrators component =
                    DaggerBothMigrators.factory().create(database.dataSource(), vertx, pool, directory);

            assertThat(component.blocking().migrate(1).steps()).hasSize(1);
            assertThat(component.nonBlocking().migrate().await(30, SECONDS).steps())
                    .hasSize(1);
        } finally {
            vertx.close().await(30, SECONDS);
        }
    }

    private List<Version> versionsIn(String schema, String table) {
        return Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .source(MigrationSource.of())
                .historyStore(HistoryStore.table(schema, table))
                .build()
                .appliedVersions();
    }
}
