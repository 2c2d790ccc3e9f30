package dev.manticore.migrations.vertx.dagger;

import dagger.BindsOptionalOf;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.Multibinds;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A migrator over the {@link AsyncTxRunner} that the component binds: {@link VertxModule} does, or the application its
 * own. The component binds {@link Vertx}, too.
 *
 * <p>Sources and listeners are what is bound into the sets of them. Without a source, {@link VertxMigrator} and whatever
 * needs one cannot be made: an {@link IllegalStateException} says so.
 */
@Module
public interface VertxMigratorModule {

    @Multibinds
    Set<MigrationSource> sources();

    @Multibinds
    Set<MigrationListener> listeners();

    /** Another way to keep the history; the default table if none is bound. */
    @BindsOptionalOf
    HistoryStore historyStore();

    /** Sets what else there is to be set, e.g. the schema and the lease; called for each builder, at last. */
    @BindsOptionalOf
    Consumer<MigratorBuilder<VertxMigrator>> settings();

    /** Each time a new one, so that it may be changed before it is used. */
    @Provides
    static MigratorBuilder<VertxMigrator> builder(
            Vertx vertx,
            AsyncTxRunner runner,
            Set<MigrationSource> sources,
            Set<MigrationListener> listeners,
            Optional<HistoryStore> historyStore,
            Optional<Consumer<MigratorBuilder<VertxMigrator>>> settings) {
        MigratorBuilder<VertxMigrator> builder = VertxMigrator.builder(vertx, runner);
        sources.forEach(builder::source);
        listeners.forEach(builder::listener);
        historyStore.ifPresent(builder::historyStore);
        settings.ifPresent(it -> it.accept(builder));
        return builder;
    }

    @Provides
    static VertxMigrator migrator(MigratorBuilder<VertxMigrator> builder) {
        return builder.build();
    }
}
