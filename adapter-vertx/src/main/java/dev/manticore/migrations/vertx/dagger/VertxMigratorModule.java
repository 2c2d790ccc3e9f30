package dev.manticore.migrations.vertx.dagger;

import dagger.BindsOptionalOf;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.Multibinds;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.vertx.VertxMigration;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Provides a migrator over the {@link AsyncTxRunner} that the component binds, through {@link VertxModule} or itself.
 * The component must also bind {@link Vertx}.
 *
 * <p>Sources, migrations in Java code and listeners are multibound sets. If there is no source, creating a {@link VertxMigrator} throws an
 * {@link IllegalStateException}.
 */
@Module
public interface VertxMigratorModule {

    @Multibinds
    Set<MigrationSource> sources();

    /** Migrations in Java code. They count as sources. */
    @Multibinds
    Set<VertxMigration> codeMigrations();

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
    Consumer<MigratorBuilder<VertxMigrator>> settings();

    /** A new builder each time; it may be changed before use. */
    @Provides
    static MigratorBuilder<VertxMigrator> builder(
            Vertx vertx,
            AsyncTxRunner runner,
            Set<MigrationSource> sources,
            Set<VertxMigration> codeMigrations,
            Set<MigrationListener> listeners,
            Optional<HistoryStore> historyStore,
            Optional<LeaseStore> leaseStore,
            Optional<Consumer<MigratorBuilder<VertxMigrator>>> settings) {
        MigratorBuilder<VertxMigrator> builder = VertxMigrator.builder(vertx, runner);
        sources.forEach(builder::source);
        codeMigrations.forEach(builder::codeMigration);
        listeners.forEach(builder::listener);
        historyStore.ifPresent(builder::historyStore);
        leaseStore.ifPresent(builder::leaseStore);
        settings.ifPresent(it -> it.accept(builder));
        return builder;
    }

    @Provides
    static VertxMigrator migrator(MigratorBuilder<VertxMigrator> builder) {
        return builder.build();
    }
}
