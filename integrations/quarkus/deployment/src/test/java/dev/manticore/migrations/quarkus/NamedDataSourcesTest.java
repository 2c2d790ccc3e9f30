package dev.manticore.migrations.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Version;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.SimpleFormatter;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each data source has its own migrations, settings and beans, in the default location or another one. */
class NamedDataSourcesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Databases.class, Events.class)
                    .addAsResource(new StringAsset("CREATE TABLE a (id INT);"), "db/migration/V1__a.sql")
                    .addAsResource(new StringAsset("CREATE TABLE b (id INT);"), "db/migration/users/V1__b.sql")
                    .addAsResource(new StringAsset("CREATE TABLE c (id INT);"), "db/audit/V1__c.sql")
                    .addAsResource(new StringAsset("CREATE TABLE d (id INT);"), "db/audit/V2__d.sql")
                    .addAsResource(new StringAsset("no SQL"), "db/audit/old/V3__e.sql"))
            .overrideConfigKey("quarkus.datasource.reactive", "false")
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.jdbc.url", Databases.jdbcUrl("default"))
            .overrideConfigKey("quarkus.datasource.users.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.users.reactive", "false")
            .overrideConfigKey("quarkus.datasource.users.jdbc.url", Databases.jdbcUrl("users"))
            .overrideConfigKey("quarkus.datasource.audit.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.audit.reactive", "false")
            .overrideConfigKey("quarkus.datasource.audit.jdbc.url", Databases.jdbcUrl("audit"))
            .overrideConfigKey("quarkus.datasource.off.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.off.reactive", "false")
            .overrideConfigKey("quarkus.datasource.off.jdbc.url", Databases.jdbcUrl("off"))
            .overrideConfigKey("quarkus.hibernate-orm.enabled", "false")
            .overrideConfigKey("quarkus.manticore-migrations.users.schema", "people")
            .overrideConfigKey("quarkus.manticore-migrations.users.user", Databases.role("users"))
            .overrideConfigKey("quarkus.manticore-migrations.user.lease", "1m")
            .overrideConfigKey("quarkus.manticore-migrations.audit.locations", "db/au*")
            .overrideConfigKey("quarkus.manticore-migrations.audit.ignore", "old")
            .overrideConfigKey("quarkus.manticore-migrations.audit.target", "1")
            .overrideConfigKey("quarkus.manticore-migrations.off.locations", "classpath:db/audit")
            .overrideConfigKey("quarkus.manticore-migrations.off.migrate-at-start", "false")
            .setLogRecordPredicate(record -> record.getLevel().equals(Level.WARNING)
                    && record.getLoggerName().startsWith("dev.manticore"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(new SimpleFormatter()::formatMessage)
                    .containsExactly("quarkus.manticore-migrations.\"user\" is configured, but the data source user"
                            + " does not exist or has no migrations"));

    @Inject
    Migrator migrator;

    @Inject
    @ManticoreDataSource("users")
    Migrator users;

    @Inject
    @ManticoreDataSource("audit")
    Migrator audit;

    @Inject
    @ManticoreDataSource("off")
    Migrator off;

    @Inject
    @DataSource("users")
    AgroalDataSource usersDatabase;

    @Inject
    @ManticoreDataSource("users")
    Events events;

    @Test
    void eachHasItsOwn() throws SQLException {
        assertThat(migrator.appliedVersions()).containsExactly(Version.of(1));
        assertThat(users.appliedVersions()).containsExactly(Version.of(1));
        assertThat(audit.appliedVersions()).containsExactly(Version.of(1));
        assertThat(audit.migrations()).hasSize(2);
        assertThat(off.status().entries())
                .hasSize(3)
                .allMatch(entry -> entry.state().isPending());
        assertThat(events.seen).isNotEmpty();
        try (Connection connection = usersDatabase.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT tableowner FROM pg_tables WHERE schemaname = 'people' AND tablename = 'b'")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("users_owner");
        }
    }

    @Singleton
    @ManticoreDataSource("users")
    static class Events implements MigrationListener {
        final List<MigrationEvent> seen = new ArrayList<>();

        @Override
        public void on(MigrationEvent event) {
            seen.add(event);
        }
    }
}
