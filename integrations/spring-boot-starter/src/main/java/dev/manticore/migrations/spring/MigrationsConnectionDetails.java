package dev.manticore.migrations.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The database that is migrated, in place of {@code manticore.migrations.url}, {@code user} and {@code password}. A bean of
 * this type is created for a container with {@code @ServiceConnection}.
 */
public interface MigrationsConnectionDetails extends ConnectionDetails {

    /** For example {@code jdbc:postgresql://host:5432/name}. */
    String getJdbcUrl();

    /** The user, or null for the one in the URL. */
    @Nullable
    String getUsername();

    /** The password, or null. */
    @Nullable
    String getPassword();
}
