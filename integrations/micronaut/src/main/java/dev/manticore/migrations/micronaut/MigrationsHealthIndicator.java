package dev.manticore.migrations.micronaut;

import dev.manticore.migrations.application.MigrationsHealth;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.StringUtils;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.Map;

/** The health of the migrations; only in applications that have {@code micronaut-management}. */
@Singleton
@Requires(classes = HealthEndpoint.class)
@Requires(property = MigrationsProperties.PREFIX + ".enabled", notEquals = StringUtils.FALSE)
@Requires(property = HealthEndpoint.PREFIX + ".migrations.enabled", notEquals = StringUtils.FALSE)
final class MigrationsHealthIndicator extends AbstractHealthIndicator<Map<String, Object>> {
    private final MigratedDatabases migrated;

    MigrationsHealthIndicator(MigratedDatabases migrated) {
        this.migrated = migrated;
    }

    @Override
    protected Map<String, Object> getHealthInformation() {
        MigrationsHealth health = migrated.health();
        healthStatus = switch (health.state()) {
            case UP -> HealthStatus.UP;
            case UNKNOWN -> HealthStatus.UNKNOWN;
            case DOWN -> HealthStatus.DOWN;
        };
        return health.details();
    }

    @Override
    protected String getName() {
        return "migrations";
    }
}
