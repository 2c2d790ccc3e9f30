package dev.manticore.migrations.filesystem.dagger;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.spi.MigrationSource;
import java.nio.file.Path;

/**
 * Adds the scripts below a directory to the set of sources. The component must bind the directory, a
 * {@code @}{@link FilesystemMigrations} {@link Path}.
 */
@Module
public interface FilesystemSourceModule {

    @Provides
    @IntoSet
    static MigrationSource source(@FilesystemMigrations Path directory) {
        return FilesystemSource.of(directory);
    }
}
