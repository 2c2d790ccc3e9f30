package dev.manticore.migrations.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.AnnotationUtil;
import io.micronaut.core.naming.NameResolver;
import io.micronaut.core.util.StringUtils;
import io.micronaut.inject.BeanDefinition;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;

/** Migrates the database of a data source when it is created, before any other bean gets it. */
@Singleton
@Requires(property = MigrationsProperties.PREFIX + ".enabled", notEquals = StringUtils.FALSE)
final class DataSourceListener implements BeanCreatedEventListener<DataSource> {
    private final ConfiguredDatabases databases;
    private final MigrationStart start;
    private final MigrationConnections connections;

    DataSourceListener(ConfiguredDatabases databases, MigrationStart start, MigrationConnections connections) {
        this.databases = databases;
        this.start = start;
        this.connections = connections;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        DataSource dataSource = event.getBean();
        try {
            databases
                    .find(name(event.getBeanDefinition()))
                    .ifPresent(settings -> start.migrate(settings, Optional.of(dataSource)));
        } catch (RuntimeException failure) {
            close(connections.resolve(dataSource), failure);
            throw failure;
        }
        return dataSource;
    }

    /** Micronaut does not close a bean whose creation fails. */
    private static void close(DataSource dataSource, RuntimeException failure) {
        if (dataSource instanceof AutoCloseable pool) {
            try {
                pool.close();
            } catch (Exception second) {
                failure.addSuppressed(second);
            }
        }
    }

    /** A data source without a name is the one of the application. */
    static String name(BeanDefinition<DataSource> definition) {
        Optional<String> name = definition instanceof NameResolver resolver ? resolver.resolveName() : Optional.empty();
        return name.or(() -> definition.stringValue(AnnotationUtil.NAMED)).orElse(ConfiguredDatabases.DEFAULT);
    }
}
