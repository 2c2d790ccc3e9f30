package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applies the migrations of jars of third parties with Flyway and with Flyway's history: catalog and history are the same. */
@PostgresOnly("The third parties wrote their scripts for PostgreSQL, and catalogs are compared.")
class ThirdPartyFlywayScenario extends Scenario {
    private static final String ROWS =
            "SELECT installed_rank, version, description, type, script, checksum, installed_by,"
                    + " success FROM flyway_schema_history ORDER BY installed_rank";

    /**
     * Eventuate (without its third one, which needs logical decoding), Conductor, and three of Kogito's, whose versions are
     * dotted.
     */
    @ParameterizedTest
    @CsvSource({
        "flyway/postgresql, 2, 2",
        "db/migration_postgres, 8, 8",
        "db/postgresql, 10.0.1, 3",
        "db/jobs-service, 3.0.3, 8",
        "db/migration, 1.45.0.4, 7"
    })
    void becomeTheSame(String location, String target, int migrations) throws Exception {
        var ours = open(database)
                .subject(builder -> builder.source(ClasspathSource.of(location))
                        .historyStore(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE))
                        .lockWait(PATIENCE));
        assertThat(ours.migrate(Target.version(Version.parse(target))).steps()).hasSize(migrations);
        WithFlyway.of(database, location, target).validate();
        TestDatabase other = Databases.take(place);
        try {
            Flyway flyway = WithFlyway.of(other, location, target);
            flyway.migrate();
            Catalog expected = catalog(other);

            assertThat(catalog(database).differencesFrom(expected).differences())
                    .isEmpty();
            assertThat(sql.rows(ROWS)).isEqualTo(new Sql(other.dataSource()).rows(ROWS));
            assertThat(WithFlyway.info(WithFlyway.of(database, location, target)))
                    .isEqualTo(WithFlyway.info(flyway));
        } finally {
            Databases.drop(other);
        }
    }
}
