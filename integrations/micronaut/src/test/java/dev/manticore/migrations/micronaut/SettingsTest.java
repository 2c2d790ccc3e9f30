package dev.manticore.migrations.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings do what they say, and wrong ones are reported with their names, all at once. */
class SettingsTest {

    @Test
    void readsAllSettings(@TempDir Path migrations) throws IOException {
        Files.writeString(migrations.resolve("V1__a.sql"), "CREATE TABLE ${appTable} (id BIGINT PRIMARY KEY);");
        Files.writeString(migrations.resolve("V2__b.sql"), "CREATE TABLE b (id BIGINT PRIMARY KEY);");
        Files.writeString(migrations.resolve("V3__seed.sql"), "CREATE TABLE c (id BIGINT PRIMARY KEY);");
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Application.start(
                            database,
                            "manticore.migrations.locations",
                            "filesystem:" + migrations,
                            "manticore.migrations.placeholders.appTable",
                            "first",
                            "manticore.migrations.target",
                            "1",
                            "manticore.migrations.ignore",
                            "*seed*",
                            "manticore.migrations.history",
                            "flyway:changes",
                            "manticore.migrations.follow-links",
                            "true",
                            "manticore.migrations.lease",
                            "20s",
                            "manticore.migrations.lock-wait",
                            "1m",
                            "manticore.migrations.answer-timeout",
                            "10s",
                            "manticore.migrations.lock-timeout",
                            "500ms",
                            "manticore.migrations.lock-retry-pause",
                            "5s",
                            "manticore.migrations.lock-retry-time",
                            "1m",
                            "manticore.migrations.statement-timeout",
                            "1m",
                            "manticore.migrations.batch-time",
                            "0s",
                            "manticore.migrations.notes-with-statements",
                            "true",
                            "manticore.migrations.tolerate",
                            "late,pooled-session",
                            "manticore.migrations.encoding",
                            "ISO-8859-1",
                            "manticore.migrations.schema",
                            "public")
                    .close();
            assertThat(Application.tables(database))
                    .contains("changes", "first")
                    .doesNotContain("b", "c");
        }
    }

    @Test
    void tellsAllThatIsWrong() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThatThrownBy(() -> Application.start(
                            database,
                            "manticore.migrations.lease",
                            "10ms",
                            "manticore.migrations.target",
                            "seven",
                            "manticore.migrations.locations",
                            "db/migration",
                            "manticore.migrations.history",
                            "liquibase"))
                    .hasMessageContaining("manticore.migrations.lease: It must be at least 1 s, was 10ms.")
                    .hasMessageContaining("manticore.migrations.target: 'seven' is not a version")
                    .hasMessageContaining("'db/migration' says neither classpath:LOCATION nor filesystem:DIRECTORY")
                    .hasMessageContaining("'liquibase' is not a kind of history");
        }
    }

    @Test
    void refusesMistypedKeys() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThatThrownBy(() -> Application.start(
                            database,
                            "manticore.migrations.locatons",
                            "classpath:x",
                            "manticore.migrations.datasources.default.locatons",
                            "classpath:x",
                            "manticore.migrations.lockWait",
                            "10m",
                            "manticore.migrations.datasources.default.target",
                            "seven"))
                    .hasMessageContaining("'seven' is not a version")
                    .hasMessageContaining("manticore.migrations.locatons (")
                    .hasMessageContaining("manticore.migrations.datasources.default.locatons (")
                    .hasMessageContaining("locations, lock-retry-pause, lock-retry-time, lock-timeout, lock-wait")
                    .hasMessageNotContaining("lockWait");
        }
    }

    @Test
    void saysWhatIsMissingWithoutADatabase() {
        assertThatThrownBy(() -> Application.start(Application.map()).close())
                .hasMessageContaining("the application has no data source default")
                .hasMessageContaining("Set it, or datasources.default.url.");
    }

    @Test
    void saysHowToNameAnotherDataSource() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThatThrownBy(() -> Application.start(Application.dataSource("orders", database)))
                    .hasMessageContaining("the application has no data source default")
                    .hasMessageContaining("set manticore.migrations.datasources.NAME.enabled=true");
            assertThat(Application.tables(database)).isEmpty();
        }
    }

    @Test
    void migratesAUrlWithoutADataSource() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ApplicationContext context =
                        Application.start(Application.map("manticore.migrations.url", database.jdbcUrl()))) {
            assertThat(Application.tables(database)).containsExactly("customers");
            assertThat(context.getBean(Migrator.class).appliedVersions()).hasSize(2);
        }
    }

    @Test
    void derivesTheConnectionOfAUser() throws SQLException {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            String owner = "owner_of_" + database.name();
            try (Connection connection = database.dataSource().getConnection()) {
                connection.createStatement().execute("CREATE ROLE " + owner + " LOGIN SUPERUSER");
            }
            Application.start(database, "manticore.migrations.user", owner).close();
            assertThat(Application.query(database, "SELECT tableowner FROM pg_tables WHERE tablename = 'customers'"))
                    .containsExactly(owner);
            try (Connection connection = database.dataSource().getConnection()) {
                connection
                        .createStatement()
                        .execute("REASSIGN OWNED BY " + owner + " TO CURRENT_USER; DROP OWNED BY " + owner
                                + "; DROP ROLE " + owner);
            }
        }
    }

    @Test
    void asksForAUserBesideAPassword() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            assertThatThrownBy(() -> Application.start(database, "manticore.migrations.password", "secret"))
                    .hasMessageContaining("manticore.migrations.password: It is set without a user.")
                    .hasMessageNotContaining("secret");
        }
    }
}
