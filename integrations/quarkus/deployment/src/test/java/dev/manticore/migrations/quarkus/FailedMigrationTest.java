package dev.manticore.migrations.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.application.DatabaseMigrationException;
import io.quarkus.test.QuarkusUnitTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A failed migration ends the start with a report that has the place, what was applied, and what to do. */
class FailedMigrationTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Databases.class)
                    .addAsResource(new StringAsset("CREATE TABLE a (id INT);"), "db/migration/V1__create_a.sql")
                    .addAsResource(new StringAsset("ALTER TABLE a\n    ADD name TEXX;"), "db/migration/V2__name_a.sql"))
            .overrideConfigKey("quarkus.datasource.jdbc.url", Databases.jdbcUrl("failed"))
            .overrideConfigKey("quarkus.datasource.reactive", "false")
            .overrideConfigKey("quarkus.hibernate-orm.enabled", "false")
            .assertException(failure -> {
                assertThat(Databases.kinds(failure))
                        .containsSubsequence(
                                DatabaseMigrationException.class.getName(), StatementFailedException.class.getName());
                assertThat(failure.getMessage())
                        .startsWith("The migrations of the data source <default> failed.\n\n")
                        .contains("type \"texx\" does not exist")
                        .contains("db/migration/V2__name_a.sql:2:14: V2 failed: ")
                        .contains("    ADD name TEXX;\n", "^\n")
                        .contains("SQLSTATE: 42704", "Applied before: V1 create a", "Correct the file and try again.");
            });

    @Test
    void doesNotStart() {
        fail("The application has started");
    }
}
