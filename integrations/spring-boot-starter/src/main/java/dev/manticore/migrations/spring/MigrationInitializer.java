package dev.manticore.migrations.spring;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.application.DatabaseMigrationException;
import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.MigrationStrategy;
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
                throw new DatabaseMigrationException(
                        database.name(),
                        "The migrations of the database " + database.name() + " failed. " + failure.getMessage(),
                        failure);
            }
        }
    }
}
