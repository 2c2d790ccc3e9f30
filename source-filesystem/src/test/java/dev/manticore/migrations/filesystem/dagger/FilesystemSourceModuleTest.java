package dev.manticore.migrations.filesystem.dagger;

import static org.assertj.core.api.Assertions.assertThat;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the Dagger module adds the directory to the sources that are bound. */
class FilesystemSourceModuleTest {

    @Module
    interface OwnSources {
        @Provides
        @IntoSet
        static MigrationSource second() {
            return MigrationSource.of(new Migration(2, "second", "SELECT 2", null));
        }

        @Provides
        @IntoSet
        static MigrationSource third() {
            return MigrationSource.of(new Migration(3, "third", "SELECT 3", null));
        }
    }

    @Component(modules = {FilesystemSourceModule.class, OwnSources.class})
    interface Application {
        Set<MigrationSource> sources();

        @Component.Factory
        interface Factory {
            Application create(@BindsInstance @FilesystemMigrations Path directory, @BindsInstance Path another);
        }
    }

    @Test
    void joinsTheDirectoryToTheSourcesThatAreBound(@TempDir Path directory) throws IOException, SourceException {
        Files.writeString(directory.resolve("V1__first.sql"), "SELECT 1");

        Application application =
                DaggerFilesystemSourceModuleTest_Application.factory().create(directory, Path.of("elsewhere"));

        List<String> names = new ArrayList<>();
        for (MigrationSource source : application.sources()) {
            source.load().stream().map(SourceScript::name).forEach(names::add);
        }
        assertThat(names).containsExactlyInAnyOrder("V1__first.sql", "V2__second.sql", "V3__third.sql");
    }
}
