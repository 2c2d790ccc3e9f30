package dev.manticore.migrations.classpath.dagger;

import static org.assertj.core.api.Assertions.assertThat;

import dagger.BindsInstance;
import dagger.Component;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which class loader the Dagger module uses. */
class ClasspathSourceModuleTest {

    @Component(modules = ClasspathSourceModule.class)
    interface OfTheThread {
        Set<MigrationSource> sources();

        @Component.Factory
        interface Factory {
            OfTheThread create(@BindsInstance @ClasspathMigrations String location);
        }
    }

    /** Real migrations inside a third-party jar on the tests' class path. */
    @Test
    void readsFromTheThreadsClassLoader() throws SourceException {
        Set<MigrationSource> sources = DaggerClasspathSourceModuleTest_OfTheThread.factory()
                .create("db/migration_postgres")
                .sources();

        assertThat(sources)
                .singleElement()
                .satisfies(source -> assertThat(source.load()).hasSize(8));
    }

    @Component(modules = ClasspathSourceModule.class)
    interface OfALoader {
        Set<MigrationSource> sources();

        @Component.Factory
        interface Factory {
            OfALoader create(
                    @BindsInstance @ClasspathMigrations String location,
                    @BindsInstance @ClasspathMigrations ClassLoader loader);
        }
    }

    @Test
    void readsFromTheClassLoaderThatIsBound(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("plugins/sql"));
        Files.writeString(directory.resolve("plugins/sql/V1__first.sql"), "SELECT 1");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            Set<MigrationSource> sources = DaggerClasspathSourceModuleTest_OfALoader.factory()
                    .create("plugins/sql", loader)
                    .sources();

            assertThat(sources)
                    .singleElement()
                    .satisfies(source -> assertThat(source.load())
                            .extracting(SourceScript::name)
                            .containsExactly("V1__first.sql"));
        }
    }
}
