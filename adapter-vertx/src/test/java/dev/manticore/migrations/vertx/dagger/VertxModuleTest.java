package dev.manticore.migrations.vertx.dagger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dagger.Binds;
import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.vertx.VertxMigration;
import dev.manticore.migrations.vertx.VertxMigrator;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the Dagger module builds a migrator from what is bound. */
class VertxModuleTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool =
            PgBuilder.pool().using(vertx).connectingTo(database.uri()).build();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(30, SECONDS);
        database.close();
    }

    @Component(modules = {VertxModule.class, TwoSources.class})
    interface Plain {
        VertxMigrator migrator();

        MigratorBuilder<VertxMigrator> builder();

        @Component.Factory
        interface Factory {
            Plain create(@BindsInstance Vertx vertx, @BindsInstance Pool pool);
        }
    }

    @Test
    void migratesFromEverySourceInTheSet() throws Exception {
        assertThat(plain().migrator().migrate().await(30, SECONDS).steps()).hasSize(2);

        assertThat(historyOf("public")).containsExactly(Version.of(1), Version.of(2));
    }

    @Module
    interface OwnCode {
        @Provides
        @IntoSet
        static VertxMigration code() {
            return new V7__Bound();
        }
    }

    /** Does nothing. */
    private static final class V7__Bound implements VertxMigration {
        @Override
        public Future<Void> migrate(SqlConnection connection) {
            return Future.succeededFuture();
        }
    }

    @Component(modules = {VertxModule.class, OwnCode.class})
    interface CodeAlone {
        VertxMigrator migrator();

        @Component.Factory
        interface Factory {
            CodeAlone create(@BindsInstance Vertx vertx, @BindsInstance Pool pool);
        }
    }

    @Test
    void appliesTheMigrationsInCodeThatAreBound() throws Exception {
        DaggerVertxModuleTest_CodeAlone.factory()
                .create(vertx, pool)
                .migrator()
                .migrate()
                .await(30, SECONDS);

        assertThat(historyOf("public")).containsExactly(Version.of(7));
    }

    @Component(modules = VertxModule.class)
    interface NoSource {
        VertxMigrator migrator();

        @Component.Factory
        interface Factory {
            NoSource create(@BindsInstance Vertx vertx, @BindsInstance Pool pool);
        }
    }

    @Test
    void refusesToBuildAMigratorWithoutASource() {
        NoSource component = DaggerVertxModuleTest_NoSource.factory().create(vertx, pool);

        assertThatIllegalStateException().isThrownBy(component::migrator).withMessageContaining("needs a source");
    }

    @Module
    interface Stores {
        @Provides
        static HistoryStore store() {
            return HistoryStore.table("ledger", "_migrations");
        }

        @Provides
        static LeaseStore leases() {
            return LeaseStore.table("ledger", "lock");
        }
    }

    @Component(modules = {VertxModule.class, TwoSources.class, Stores.class})
    interface OwnStores {
        VertxMigrator migrator();

        @Component.Factory
        interface Factory {
            OwnStores create(@BindsInstance Vertx vertx, @BindsInstance Pool pool);
        }
    }

    @Test
    void keepsHistoryAndLeaseInTheStoresThatAreBound() throws Exception {
        DaggerVertxModuleTest_OwnStores.factory()
                .create(vertx, pool)
                .migrator()
                .migrate()
                .await(30, SECONDS);

        assertThat(historyOf("ledger")).containsExactly(Version.of(1), Version.of(2));
        assertThat(historyOf("public")).isEmpty();
        assertThat(tables("ledger")).containsExactlyInAnyOrder("_migrations", "_migrations_repeatable", "lock_lease");
        assertThat(tables("public")).doesNotContain("_migrations_lease");
    }

    /** Counts the sessions that it opens. */
    @Singleton
    static final class CountingRunner implements AsyncTxRunner {
        final AtomicInteger opened = new AtomicInteger();
        private final Pool pool;

        @Inject
        CountingRunner(Pool pool) {
            this.pool = pool;
        }

        @Override
        public CompletionStage<AsyncTxSession> open() {
            opened.incrementAndGet();
            return VertxTxRunner.over(pool).open();
        }
    }

    @Module(includes = {VertxMigratorModule.class, TwoSources.class})
    interface OwnBindings {
        @Binds
        AsyncTxRunner runner(CountingRunner own);

        @Provides
        static Consumer<MigratorBuilder<VertxMigrator>> settings() {
            return builder -> builder.schema("shop");
        }

        @Provides
        @IntoSet
        static MigrationListener listener(List<MigrationEvent> heard) {
            return heard::add;
        }
    }

    @Singleton
    @Component(modules = OwnBindings.class)
    interface OwnRunner {
        VertxMigrator migrator();

        CountingRunner runner();

        @Component.Factory
        interface Factory {
            OwnRunner create(
                    @BindsInstance Vertx vertx, @BindsInstance Pool pool, @BindsInstance List<MigrationEvent> heard);
        }
    }

    @Test
    void migratesOverTheRunnerThatIsBoundWithTheSettings() throws Exception {
        List<MigrationEvent> heard = new CopyOnWriteArrayList<>();
        OwnRunner component = DaggerVertxModuleTest_OwnRunner.factory().create(vertx, pool, heard);

        component.migrator().migrate().await(30, SECONDS);

        assertThat(component.runner().opened).hasValue(1);
        assertThat(heard)
                .filteredOn(MigrationEvent.RunStarted.class::isInstance)
                .hasSize(1);
        assertThat(historyOf("shop")).containsExactly(Version.of(1), Version.of(2));
    }

    private Plain plain() {
        return DaggerVertxModuleTest_Plain.factory().create(vertx, pool);
    }

    private List<Version> historyOf(String schema) throws Exception {
        return plain().builder().schema(schema).build().appliedVersions().await(30, SECONDS);
    }

    private List<String> tables(String schema) throws Exception {
        List<String> names = new ArrayList<>();
        pool.preparedQuery("SELECT tablename FROM pg_tables WHERE schemaname = $1")
                .execute(Tuple.of(schema))
                .await(30, SECONDS)
                .forEach(row -> names.add(row.getString(0)));
        return names;
    }
}
