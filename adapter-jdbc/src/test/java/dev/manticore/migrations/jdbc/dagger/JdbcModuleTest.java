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
import dev.manticore.migrations.Version;
import dev.manticore.migrations.jdbc.JdbcMigration;
import dev.manticore.migrations.jdbc.ListedMigration;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the Dagger module builds a migrator from what is bound. */
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
        assertThat(historyOf("public")).containsExactly(Version.of(1), Version.of(2));
    }

    @Test
    void givesABuilderOfItsOwnToEachWhoAsks() {
        Plain component = plain();

        Migrator aside = component.builder().schema("aside").build();
        component.migrator().migrate(2);
        aside.migrate(1);

        assertThat(historyOf("aside")).containsExactly(Version.of(1));
        assertThat(historyOf("public")).containsExactly(Version.of(1), Version.of(2));
    }

    @Module
    interface OwnCode {
        @Provides
        @IntoSet
        static JdbcMigration code() {
            return new ListedMigration();
        }
    }

    @Component(modules = {JdbcModule.class, OwnCode.class})
    interface CodeAlone {
        Migrator migrator();

        @Component.Factory
        interface Factory {
            CodeAlone create(@BindsInstance DataSource dataSource);
        }
    }

    @Test
    void appliesTheMigrationsInCodeThatAreBound() {
        DaggerJdbcModuleTest_CodeAlone.factory()
                .create(database.dataSource())
                .migrator()
                .migrate();

        assertThat(historyOf("public")).containsExactly(Version.of(7));
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

    @Component(modules = {JdbcModule.class, TwoSources.class, Stores.class})
    interface OwnStores {
        Migrator migrator();

        @Component.Factory
        interface Factory {
            OwnStores create(@BindsInstance DataSource dataSource);
        }
    }

    @Test
    void keepsHistoryAndLeaseInTheStoresThatAreBound() throws SQLException {
        DaggerJdbcModuleTest_OwnStores.factory()
                .create(database.dataSource())
                .migrator()
                .migrate();

        assertThat(historyOf("ledger")).containsExactly(Version.of(1), Version.of(2));
        assertThat(historyOf("public")).isEmpty();
        assertThat(tables("ledger")).containsExactlyInAnyOrder("_migrations", "_migrations_repeatable", "lock_lease");
        assertThat(tables("public")).doesNotContain("_migrations_lease");
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

        assertThat(historyOf("shop")).containsExactly(Version.of(1), Version.of(2));
        assertThat(heard)
                .filteredOn(MigrationEvent.RunStarted.class::isInstance)
                .hasSize(2);
    }

    private Plain plain() {
        return DaggerJdbcModuleTest_Plain.factory().create(database.dataSource());
    }

    private List<Version> historyOf(String schema) {
        return plain().builder().schema(schema).build().appliedVersions();
    }

    private List<String> tables(String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }
}
