package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.application.MigrationsHealth;
import dev.manticore.migrations.application.StatusDocument;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The health says what could not be read, and is then not up. */
class HealthTest {

    @Test
    void isUnknownIfTheUserMayNotReadTheLease() {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Migrator owner = migrator(database);
            owner.migrate();
            JdbcTemplate template = new JdbcTemplate(database.dataSource());
            template.execute(
                    "DO $$ BEGIN CREATE ROLE onlooker LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            template.execute("GRANT SELECT ON _migrations TO onlooker");
            Migrator onlooker = migrator(database.as("onlooker"));

            assertThat(MigrationsHealth.of(Map.of("default", owner::status)).state())
                    .isEqualTo(MigrationsHealth.State.UP);
            MigrationsHealth health = MigrationsHealth.of(Map.of("default", onlooker::status));
            assertThat(health.state()).isEqualTo(MigrationsHealth.State.UNKNOWN);
            assertThat(health.details().toString()).contains("permission denied for table _migrations_lease");
            assertThat(StatusDocument.of(onlooker::status, DatabaseSettings.words("default")))
                    .containsEntry("running", null)
                    .containsEntry("lockWait", null)
                    .hasEntrySatisfying(
                            "leaseError", error -> assertThat((String) error).contains("permission denied"));
            assertThat(StatusDocument.of(owner::status, DatabaseSettings.words("default")))
                    .containsEntry("leaseError", null)
                    .containsEntry("running", false);
        }
    }

    private static Migrator migrator(TestDatabase database) {
        return Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .source(ClasspathSource.of("db/migration"))
                .build();
    }
}
