package dev.manticore.migrations.jdbc.dagger;

import dagger.BindsOptionalOf;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.Multibinds;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxRunner;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A migrator over the {@link TxRunner} that the component binds: {@link JdbcModule} does, or the application its own.
 *
 * <p>Sources and listeners are what is bound into the sets of them. Without a source, {@link Migrator} and whatever
 * needs one cannot be made: an {@link IllegalStateException} says so.
 */
@Module
public interface MigratorModule {

    @Multibinds
    Set<MigrationSource> sources();

    @Multibinds
    Set<MigrationListener> listeners();

    /** Another way to keep the history; the default table if none is bound. */
    @BindsOptionalOf
    HistoryStore historyStore();

    /** Sets what else there is to be set, e.g. the schema and the lease; called for each builder, at last. */
    @BindsOptionalOf
    Consumer<MigratorBuilder<Migrator>> settings();

    /** Each time a new one, so that it may be changed before it is used. */
    @Provides
    static MigratorBuilder<Migrator> builder(
            TxRunner runner,
            Set<MigrationSource> sources,
            Set<MigrationListener> listeners,
            Optional<HistoryStore> historyStore,
            Optional<Consumer<MigratorBuilder<Migrator>>> settings) {
        MigratorBuilder<Migrator> builder = Migrator.builder(runner);
        sources.forEach(builder::source);
        listeners.forEach(builder::listener);
        historyStore.ifPresent(builder::historyStore);
        settings.ifPresent(it -> it.accept(builder));
        return builder;
    }

    @Provides
    static Migrator migrator(MigratorBuilder<Migrator> builder) {
        return builder.build();
    }
}
