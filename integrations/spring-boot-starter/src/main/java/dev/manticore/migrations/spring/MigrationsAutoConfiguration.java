package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.DatabaseMigrations;
import dev.manticore.migrations.application.MigrationStrategy;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.r2dbc.spi.ConnectionFactory;
import io.vertx.pgclient.PgBuilder;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** Migrates the databases of the application at its start. */
@AutoConfiguration(
        afterName = {
            // Boot 3
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.r2dbc.R2dbcAutoConfiguration",
            // Boot 4
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration"
        },
        beforeName = {
            "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
        })
@ConditionalOnProperty(prefix = MigrationsProperties.PREFIX, name = "enabled", matchIfMissing = true)
@Conditional(OwnDatabaseCondition.class)
@EnableConfigurationProperties(MigrationsProperties.class)
public final class MigrationsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    ApplicationMigrations manticoreMigrations(
            MigrationsProperties properties,
            ObjectProvider<RunnerProvider> providers,
            ListableBeanFactory beans,
            ResourceLoader resources,
            Environment environment) {
        ClassLoader loader = resources.getClassLoader();
        return new MigrationsFactory(
                        properties,
                        providers.orderedStream().toList(),
                        beans,
                        loader == null ? MigrationsAutoConfiguration.class.getClassLoader() : loader,
                        environment)
                .create();
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    MigrationInitializer manticoreMigrationInitializer(
            ApplicationMigrations migrations,
            ObjectProvider<MigrationStrategy> strategy,
            MigrationsProperties properties) {
        return new MigrationInitializer(
                migrations,
                properties.isDryRunAtStart()
                        ? new DryRunStrategy(migrations.databases().size())
                        : strategy.getIfAvailable(() -> DatabaseMigrations::migrate));
    }

    /** Nothing need ask for the migrations: they run at the start all the same. */
    @Bean
    static LazyInitializationExcludeFilter manticoreMigrationsAreNotLazy() {
        return LazyInitializationExcludeFilter.forBeanTypes(MigrationInitializer.class);
    }

    @Bean
    @Order(1)
    RunnerBeans manticoreRunnerBeans(ListableBeanFactory beans) {
        return new RunnerBeans(beans);
    }

    @Bean
    OwnConnections manticoreOwnConnections(
            ObjectProvider<MigrationsConnectionDetails> details, ObjectProvider<R2dbcConnections> r2dbc) {
        return new OwnConnections(details, r2dbc);
    }

    /** Without this module of Boot 4, the application has nothing that could be ordered behind the migrations. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DatabaseInitializationDependencyConfigurer.class)
    @Import(DatabaseInitializationDependencyConfigurer.class)
    static final class OrderConfiguration {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JdbcTxRunner.class, PGSimpleDataSource.class})
    static final class JdbcConfiguration {

        @Bean
        ApplicationDataSources manticoreApplicationDataSources(
                ListableBeanFactory beans, @ManticoreDataSource ObjectProvider<DataSource> marked) {
            return new ApplicationDataSources(beans, marked);
        }

        @Bean
        @Order(2)
        JdbcRunners manticoreJdbcRunners(OwnConnections own, ApplicationDataSources application) {
            return new JdbcRunners(own, application);
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(SchemaManagementProvider.class)
        static final class SchemaConfiguration {

            /** Keeps Hibernate from creating a schema that is migrated. */
            @Bean
            SchemaManagementProvider manticoreSchemaManagementProvider(ApplicationDataSources application) {
                return dataSource ->
                        application.isMigrated(dataSource) ? SchemaManagement.MANAGED : SchemaManagement.UNMANAGED;
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({VertxTxRunner.class, PgBuilder.class})
    static final class VertxConfiguration {

        @Bean
        @Order(3)
        VertxRunners manticoreVertxRunners(ListableBeanFactory beans, OwnConnections own) {
            return new VertxRunners(beans, own);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ConnectionFactory.class, OptionsCapableConnectionFactory.class})
    static final class R2dbcConfiguration {

        @Bean
        R2dbcConnections manticoreR2dbcConnections(ObjectProvider<ConnectionFactory> factories) {
            return new R2dbcConnections(factories);
        }
    }
}
