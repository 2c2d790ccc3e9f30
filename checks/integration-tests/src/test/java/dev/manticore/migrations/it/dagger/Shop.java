package dev.manticore.migrations.it.dagger;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.classpath.dagger.ClasspathMigrations;
import dev.manticore.migrations.classpath.dagger.ClasspathSourceModule;
import dev.manticore.migrations.jdbc.dagger.JdbcModule;
import javax.sql.DataSource;

/** The first application of docs/dagger.md. */
final class Shop {
    private Shop() {}

    @Component(modules = {JdbcModule.class, ClasspathSourceModule.class, ShopModule.class})
    interface ShopComponent {
        Migrator migrator();

        @Component.Factory
        interface Factory {
            ShopComponent create(@BindsInstance DataSource dataSource);
        }
    }

    @Module
    interface ShopModule {
        @Provides
        @ClasspathMigrations
        static String location() {
            return "shop/migrations";
        }
    }
}
