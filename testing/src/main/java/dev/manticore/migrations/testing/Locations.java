package dev.manticore.migrations.testing;

import dev.manticore.migrations.MigrationLocation;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.filesystem.MatchingDirectoriesSource;
import dev.manticore.migrations.spi.MigrationSource;
import java.nio.file.Path;

/** Reads the locations of an annotation. */
final class Locations implements MigrationLocation.Cases<MigrationSource> {

    static MigrationSource source(String location) {
        return MigrationLocation.parse(location).match(new Locations());
    }

    @Override
    public MigrationSource classpath(MigrationLocation.Classpath location) {
        return ClasspathSource.of(location.location());
    }

    @Override
    public MigrationSource directory(MigrationLocation.Directory location) {
        return FilesystemSource.of(Path.of(location.path()));
    }

    @Override
    public MigrationSource directories(MigrationLocation.Directories location) {
        return MatchingDirectoriesSource.of(Path.of(location.start()), location.pattern());
    }
}
