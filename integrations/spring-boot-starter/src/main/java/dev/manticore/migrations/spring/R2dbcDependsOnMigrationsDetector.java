package dev.manticore.migrations.spring;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.ClassUtils;

/** Lets the clients of R2DBC wait for the migrations, which Spring Boot does not. What builds on them waits as well. */
final class R2dbcDependsOnMigrationsDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        return ClassUtils.isPresent(
                        "org.springframework.r2dbc.core.DatabaseClient",
                        R2dbcDependsOnMigrationsDetector.class.getClassLoader())
                ? Clients.TYPES
                : Set.of();
    }

    private static final class Clients {
        static final Set<Class<?>> TYPES = Set.of(DatabaseClient.class);
    }
}
