package dev.manticore.migrations.spring;

import dev.manticore.migrations.micrometer.MigrationObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Timers, spans and gauges of the migrations, if the application has the module for Micrometer. */
@AutoConfiguration(
        after = MigrationsAutoConfiguration.class,
        afterName = {
            // Boot 3
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            // Boot 4
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({MigrationObservations.class, ObservationRegistry.class, MeterRegistry.class})
@ConditionalOnBean(ApplicationMigrations.class)
public final class MigrationsObservationAutoConfiguration {

    @Bean
    @ConditionalOnBean(ObservationRegistry.class)
    @ConditionalOnMissingBean
    MigrationObservations manticoreMigrationObservations(ObservationRegistry registry) {
        return MigrationObservations.of(registry);
    }

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    @ConditionalOnMissingBean
    DatabaseGauges manticoreMigrationGauges(ApplicationMigrations migrations) {
        return new DatabaseGauges(migrations);
    }
}
