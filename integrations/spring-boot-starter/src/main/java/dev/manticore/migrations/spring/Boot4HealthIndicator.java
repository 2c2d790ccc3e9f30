package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.MigrationsHealth;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** The health of the migrations in the classes of Boot 4. */
final class Boot4HealthIndicator extends AbstractHealthIndicator {
    private final ApplicationMigrations migrations;

    Boot4HealthIndicator(ApplicationMigrations migrations) {
        super("The status of the migrations cannot be read");
        this.migrations = migrations;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        MigrationsHealth health = MigrationsHealth.of(migrations.statuses());
        builder.status(health.state().name()).withDetails(health.details());
    }
}
