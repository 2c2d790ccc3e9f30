package dev.manticore.migrations.jdbc.dagger;

import dagger.BindsOptionalOf;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.Multibinds;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.jdbc.JdbcMigration;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxRunner;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Provides a migrator over the {@link TxRunner} that the component binds, through {@link JdbcModule} or itself.
 *
 * <p>Sources, migrations in Java code and listeners are multibound sets. If there is no source, creating a {@link Migrator} throws an
 * {@link IllegalStateException}.
 */
@Module
public interface MigratorModule {

    @Multibinds
    Set<MigrationSource> sources();

    /** Migrations in Java code. They count as sources. */
    @Multibinds
    Set<JdbcMigration> codeMigrations();

    @Multibinds
    Set<MigrationListener> listeners();

    /** A custom history store. The default table is used if none is bound. */
    @BindsOptionalOf
    HistoryStore historyStore();

    /** A custom lease store. The table beside the default history table is used if none is bound. */
    @BindsOptionalOf
    LeaseStore leaseStore();

    /** Further settings, e.g. the schema and the lease. Called for each builder, after everything else is set. */
    @BindsOptionalOf
    Consumer<MigratorBuilder<Migrator>> settings();

    /** A new builder each time; it may be changed before use. */
    @Provides
    static MigratorBuilder<Migrator> builder(
            TxRunner runner,
            Set<MigrationSource> sources,
            Set<JdbcMigration> codeMigrations,
            Set<MigrationListener> listeners,
            Optional<HistoryStore> historyStore,
            Optional<LeaseStore> leaseStore,
            Optional<Consumer<MigratorBuilder<Migrator>>> settings) {
        MigratorBuilder<Migrator> builder = Migrator.builder(runner);
        sources.forEach(builder::source);
        codeMigrations.forEach(builder::codeMigration);
        listeners.forEach(builder::listener);
        historyStore.ifPresent(builder::historyStore);
        leaseStore.ifPresent(builder::leaseStore);
        settings.ifPresent(it -> it.accept(builder));
        return builder;
    }

    @Provides
    static Migrator migrator(MigratorBuilder<Migrator> builder) {
        return builder.build();
    }
}
