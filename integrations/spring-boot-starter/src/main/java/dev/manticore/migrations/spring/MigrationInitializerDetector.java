package dev.manticore.migrations.spring;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** Tells Spring Boot that what uses a database has to wait for the migrations. */
final class MigrationInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(MigrationInitializer.class);
    }

    /** As that of Flyway: after Hibernate where {@code spring.jpa.defer-datasource-initialization} makes it an initializer. */
    @Override
    public int getOrder() {
        return 1;
    }
}
