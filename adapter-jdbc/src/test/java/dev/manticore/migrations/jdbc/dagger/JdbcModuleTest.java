package dev.manticore.migrations.jdbc.dagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcModuleTest {
    private final TestDatabase database = PostgresServer.shared().newDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Component(modules = {JdbcModule.class, TwoSources.class})
    interface Plain {
        Migrator migrator();

        MigratorBuilder<Migrator> builder();

        @Component.Factory
        interface Factory {
            Plain create(@BindsInstance DataSource dataSource);
        }
    }

    @Test
    void migratesFromEverySourceInTheSet() {
        Migrator migrator = plain().migrator();

        assertThat(migrator.migrate().steps()).hasSize(2);
        assertThat(historyOf("public")).containsExactly(1L, 2L);
    }

    @Test
    void givesABuilderOfItsOwnToEachWhoAsks() {
        Plain component = plain();

        component.builder().schema("aside").build().migrate(1);
        component.migrator().migrate(2);

        assertThat(historyOf("aside")).containsExactly(1L);
        assertThat(historyOf("public")).containsExactly(1L, 2L);
    }

    @Component(modules = JdbcModule.class)
    interface NoSource {
        Migrator migrator();

        @Component.Factory
        interface Factory {
            NoSource create(@BindsInstance DataSource dataSource);
        }
    }

    @Test
    void refusesToBuildAMigratorWithoutASource() {
        NoSource component = DaggerJdbcModuleTest_NoSource.factory().create(database.dataSource());

        assertThatIllegalStateException().isThrownBy(component::migrator).withMessageContaining("needs a source");
    }

    @Module
    interface Store {
        @Provides
        static HistoryStore store() {
            return HistoryStore.table("ledger", "_migrations");
        }
    }

    @Component(modules = {JdbcModule.class, TwoSources.class, Store.class})
    interface OwnHistoryStore {
        Migrator migrator();

        @Component.Factory
        interface Factory {
            OwnHistoryStore create(@BindsInstance DataSource dataSource);
        }
    }

    @Test
    void keepsTheHistoryInTheStoreThatIsBound() {
        DaggerJdbcModuleTest_OwnHistoryStore.factory()
                .create(database.dataSource())
                .migrator()
                .migrate();

        assertThat(historyOf("ledger")).containsExactly(1L, 2L);
        assertThat(historyOf("public")).isEmpty();
    }

    @Module
    interface Settings {
        @Provides
        static Consumer<MigratorBuilder<Migrator>> settings() {
            return builder -> builder.schema("shop");
        }

        @Provides
        @IntoSet
        static MigrationListener listener(List<MigrationEvent> heard) {
            return heard::add;
        }

        @Provides
        @IntoSet
        static MigrationListener another(List<MigrationEvent> heard) {
            return heard::add;
        }
    }

    @Component(modules = {JdbcModule.class, TwoSources.class, Settings.class})
    interface WithSettings {
        Migrator migrator();

        @Component.Factory
        interface Factory {
            WithSettings create(@BindsInstance DataSource dataSource, @BindsInstance List<MigrationEvent> heard);
        }
    }

    @Test
    void appliesTheSettingsAndTellsEveryListener() {
        List<MigrationEvent> heard = new ArrayList<>();
        DaggerJdbcModuleTest_WithSettings.factory()
                .create(database.dataSource(), heard)
                .migrator()
                .migrate();

        assertThat(historyOf("shop")).containsExactly(1L, 2L);
        assertThat(heard)
                .filteredOn(MigrationEvent.RunStarted.class::isInstance)
                .hasSize(2);
    }

    private Plain plain() {
        return DaggerJdbcModuleTest_Plain.factory().create(database.dataSource());
    }

    private List<Long> historyOf(String schema) {
        return plain().builder().schema(schema).build().appliedVersions();
    }
}
