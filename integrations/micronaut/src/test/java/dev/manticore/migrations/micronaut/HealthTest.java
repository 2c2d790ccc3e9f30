package dev.manticore.migrations.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Health and endpoint tell the state of the migrations. */
class HealthTest {

    @Test
    void isUpWithTheNumbersOfEachDatabase() {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ApplicationContext context = Application.start(database)) {
            HealthResult health = health(context);
            assertThat(health.getName()).isEqualTo("migrations");
            assertThat(health.getStatus()).isEqualTo(HealthStatus.UP);
            assertThat(health.getDetails())
                    .asString()
                    .contains("default={version=2, applied=2, pending=0, incomplete=[], running=false}");
            Map<String, Object> document =
                    context.getBean(MigrationsEndpoint.class).migrations();
            assertThat(document).asString().contains("state=APPLIED", "/V1__create_customers.sql, undo=false");
        }
    }

    @Test
    void isDownWhileAMigrationIsPartlyDone(@TempDir Path migrations) throws IOException {
        Path script = Files.writeString(migrations.resolve("V1__a.sql"), "CREATE TABLE a (id BIGINT);");
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ApplicationContext context =
                        Application.start(database, "manticore.migrations.locations", "filesystem:" + migrations)) {
            Files.writeString(
                    migrations.resolve("V2__b.sql"),
                    "-- manticore: transaction=none\nCREATE TABLE b (id BIGINT);\nCREATE TABLE a (id BIGINT);");
            assertThat(script).exists();
            assertThatThrownBy(() -> context.getBean(dev.manticore.migrations.Migrator.class)
                            .migrate())
                    .hasMessageContaining("already exists");
            HealthResult health = health(context);
            assertThat(health.getStatus()).isEqualTo(HealthStatus.DOWN);
            assertThat(health.getDetails()).asString().contains("incomplete=[V2 b]");
        }
    }

    private static HealthResult health(ApplicationContext context) {
        return Mono.from(context.getBean(MigrationsHealthIndicator.class).getResult())
                .block();
    }
}
