package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigrationException;
import org.springframework.beans.factory.InitializingBean;

/** Migrates all databases when it is created, before the beans that use them. */
final class MigrationInitializer implements InitializingBean {
    private final ApplicationMigrations migrations;
    private final MigrationStrategy strategy;

    MigrationInitializer(ApplicationMigrations migrations, MigrationStrategy strategy) {
        this.migrations = migrations;
        this.strategy = strategy;
    }

    @Override
    public void afterPropertiesSet() {
        for (DatabaseMigrations database : migrations.databases()) {
            try {
                strategy.migrate(database);
            } catch (MigrationException failure) {
                throw new DatabaseMigrationException(database.name(), failure);
            }
        }
    }
}
