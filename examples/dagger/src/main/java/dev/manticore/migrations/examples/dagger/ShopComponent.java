package dev.manticore.migrations.examples.dagger;

import dagger.BindsInstance;
import dagger.Component;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.filesystem.dagger.FilesystemMigrations;
import dev.manticore.migrations.filesystem.dagger.FilesystemSourceModule;
import dev.manticore.migrations.jdbc.dagger.JdbcModule;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Migrates over JDBC, from a directory and from code: each source module adds a source to the set. */
@Component(modules = {JdbcModule.class, FilesystemSourceModule.class, CountriesModule.class})
interface ShopComponent {

    Migrator migrator();

    @Component.Factory
    interface Factory {
        ShopComponent create(@BindsInstance DataSource dataSource, @BindsInstance @FilesystemMigrations Path directory);
    }
}
