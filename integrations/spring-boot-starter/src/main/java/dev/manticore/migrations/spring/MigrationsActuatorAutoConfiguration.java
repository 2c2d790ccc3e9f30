package dev.manticore.migrations.spring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The actuator's endpoint, health and info, as far as the application has the actuator and exposes them. */
@AutoConfiguration(after = MigrationsAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(ApplicationMigrations.class)
public final class MigrationsActuatorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    MigrationsEndpoint manticoreMigrationsEndpoint(ApplicationMigrations migrations) {
        return new MigrationsEndpoint(migrations);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InfoContributor.class)
    static final class InfoConfiguration {

        @Bean
        @ConditionalOnEnabledInfoContributor("migrations")
        MigrationsInfo manticoreMigrationsInfo(ApplicationMigrations migrations) {
            return new MigrationsInfo(migrations);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static final class Boot3HealthConfiguration {

        @Bean
        @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("migrations")
        Boot3HealthIndicator migrationsHealthIndicator(ApplicationMigrations migrations) {
            return new Boot3HealthIndicator(migrations);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static final class Boot4HealthConfiguration {

        @Bean
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("migrations")
        Boot4HealthIndicator migrationsHealthIndicator(ApplicationMigrations migrations) {
            return new Boot4HealthIndicator(migrations);
        }
    }
}
