package dev.manticore.migrations.examples.springboot;

import dev.manticore.migrations.Migrator;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** Tells Spring Boot to create the migrator before all beans that use the database. */
public class MigratorDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(Migrator.class);
    }
}
