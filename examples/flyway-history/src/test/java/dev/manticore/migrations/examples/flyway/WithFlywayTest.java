package dev.manticore.migrations.examples.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One database and one directory, migrated by Flyway and by this library in turn. */
class WithFlywayTest {
    @TempDir
    Path directory;

    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private Flyway flyway;
    private Migrator migrator;

    @BeforeEach
    void prepare() throws IOException {
        flyway = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + directory)
                .load();
        migrator = Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .source(FilesystemSource.of(directory))
                .historyStore(new FlywayHistoryStore("public", "flyway_schema_history"))
                .leaseStore(LeaseStore.table("public", "flyway_schema_history"))
                .build();
        write("V001__create_orders.sql", "-- Aufträge\r\nCREATE TABLE orders (id BIGINT PRIMARY KEY);\r\n");
        write("V2__add_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void each_goes_on_where_the_other_stopped() throws IOException {
        flyway.migrate();

        write("V3__add_notes.sql", "ALTER TABLE orders ADD note TEXT DEFAULT 'a\nb';\n\n-- ☃");
        write("V4__index_notes.sql", "CREATE INDEX CONCURRENTLY orders_note ON orders (note)");
        assertThat(migrator.migrate().steps()).extracting(StepReport::id).containsExactly(Version.of(3), Version.of(4));
        assertThat(migrator.status().problems()).isEmpty();

        write("V5__add_stock.sql", "CREATE TABLE stock (id BIGINT PRIMARY KEY);");
        assertThat(flyway.validateWithResult().invalidMigrations)
                .singleElement()
                .satisfies(pending -> assertThat(pending.version).isEqualTo("5"));
        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
        flyway.validate();
        assertThat(flyway.info().applied())
                .extracting(MigrationInfo::getScript)
                .containsExactly(
                        "V001__create_orders.sql",
                        "V2__add_customers.sql",
                        "V3__add_notes.sql",
                        "V4__index_notes.sql",
                        "V5__add_stock.sql");

        assertThat(migrator.validate().isEmpty()).isTrue();
    }

    @Test
    void flyway_goes_on_after_a_rollback() throws IOException {
        write("U001__undo_create_orders.sql", "DROP TABLE orders");
        write("U2__undo_add_customers.sql", "DROP TABLE customers");
        flyway.migrate();

        assertThat(migrator.migrate(0).steps()).hasSize(2);
        assertThat(migrator.migrate().steps()).hasSize(2);
        migrator.rollback(1);

        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);
        flyway.validate();
        assertThat(migrator.appliedVersions()).containsExactly(Version.of(1), Version.of(2));
    }

    @Test
    void flyway_goes_on_where_nothing_was_before() {
        migrator.migrate();

        flyway.validate();
        assertThat(flyway.migrate().migrationsExecuted).isZero();
    }

    @Test
    void a_file_that_was_changed_since_flyway_applied_it_is_refused() throws IOException {
        flyway.migrate();
        write("V2__add_customers.sql", "CREATE TABLE customers (id INT PRIMARY KEY);");

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("V2__add_customers.sql");
    }

    @Test
    void what_cannot_be_gone_on_with_is_refused_by_name() throws IOException {
        write("R__views.sql", "CREATE OR REPLACE VIEW v AS SELECT 1");
        flyway.migrate();
        Files.delete(directory.resolve("R__views.sql"));

        assertThatThrownBy(migrator::migrate)
                .hasMessageContaining("R__views.sql")
                .hasMessageContaining("repeatable");
    }

    @Test
    void a_dotted_version_is_refused_by_name() throws IOException {
        write("V2.1__more.sql", "CREATE TABLE more (id INT)");
        flyway.migrate();
        Files.delete(directory.resolve("V2.1__more.sql"));

        assertThatThrownBy(migrator::migrate)
                .hasMessageContaining("V2.1__more.sql")
                .hasMessageContaining("2.1");
    }

    private void write(String name, String sql) throws IOException {
        Files.writeString(directory.resolve(name), sql);
    }
}
