package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Shows that migrations that a third party ships in its jar give the same tables as with Flyway. */
@PostgresOnly("The third party wrote its scripts for PostgreSQL, and catalogs are compared.")
class ThirdPartyMigrationsScenario extends Scenario {
    private static final String LOCATION = "db/migration_postgres";

    @Test
    void giveTheSameTablesAsWithFlyway() throws Exception {
        var report = over(ClasspathSource.of(LOCATION)).migrate();

        assertThat(report.steps())
                .extracting(StepReport::id)
                .containsExactly(
                        Version.of(1),
                        Version.of(2),
                        Version.of(3),
                        Version.of(4),
                        Version.of(5),
                        Version.of(6),
                        Version.of(7),
                        Version.of(8));
        assertThat(over(ClasspathSource.of(LOCATION)).migrate().isEmpty()).isTrue();
        try (TestDatabase other = PostgresServer.shared().newDatabase()) {
            Flyway.configure()
                    .dataSource(other.dataSource())
                    .locations("classpath:" + LOCATION)
                    .load()
                    .migrate();
            Catalog expected = catalog(other);

            assertThat(expected.objects()).hasSizeGreaterThan(100);
            assertThat(catalog(database).differencesFrom(expected).differences())
                    .isEmpty();
        }
    }
}
