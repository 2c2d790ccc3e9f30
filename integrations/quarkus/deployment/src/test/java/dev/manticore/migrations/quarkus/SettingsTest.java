package dev.manticore.migrations.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.application.DatabaseMigrationException;
import io.quarkus.test.QuarkusUnitTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages name the properties of Quarkus, of the data source that is meant. */
class SettingsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Databases.class)
                    .addAsResource(new StringAsset("SELECT '${name}';"), "db/users/V1__ask.sql"))
            .overrideConfigKey("quarkus.datasource.users.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.users.jdbc.url", Databases.jdbcUrl("settings"))
            .overrideConfigKey("quarkus.datasource.users.reactive", "false")
            .overrideConfigKey("quarkus.hibernate-orm.enabled", "false")
            .overrideConfigKey("quarkus.manticore-migrations.users.locations", "db/users")
            .overrideConfigKey("quarkus.manticore-migrations.users.placeholders.other", "x")
            .assertException(failure -> {
                assertThat(Databases.kinds(failure))
                        .containsSubsequence(
                                DatabaseMigrationException.class.getName(), InvalidMigrationsException.class.getName());
                assertThat(failure.getMessage())
                        .contains("the data source users")
                        .contains("quarkus.manticore-migrations.\"users\".placeholders.");
            });

    @Test
    void doesNotStart() {
        fail("The application has started");
    }
}
