package dev.manticore.migrations.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.StringUtils;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.endpoint.annotation.Read;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The endpoint {@code migrations}: files and history of each database side by side. It changes nothing. */
@Endpoint("migrations")
@Requires(property = MigrationsProperties.PREFIX + ".enabled", notEquals = StringUtils.FALSE)
final class MigrationsEndpoint {
    private final MigratedDatabases migrated;

    MigrationsEndpoint(MigratedDatabases migrated) {
        this.migrated = migrated;
    }

    /** The databases by name; see {@code docs/micronaut.md} for the members of each. */
    @Read
    @ExecuteOn(TaskExecutors.BLOCKING)
    Map<String, @Nullable Object> migrations() {
        return Map.of("databases", migrated.documents());
    }
}
