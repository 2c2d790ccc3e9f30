package dev.manticore.migrations.testing;

import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.spi.MigrationSource;
import java.nio.file.Path;

/** Reads the locations of an annotation. */
final class Locations {
    private static final String CLASSPATH = "classpath:";
    private static final String FILESYSTEM = "filesystem:";

    private Locations() {}

    static MigrationSource source(String location) {
        if (location.startsWith(CLASSPATH)) {
            return ClasspathSource.of(location.substring(CLASSPATH.length()));
        }
        if (location.startsWith(FILESYSTEM)) {
            return FilesystemSource.of(Path.of(location.substring(FILESYSTEM.length())));
        }
        throw new IllegalArgumentException("The location '" + location
                + "' of the migrations begins neither with classpath: nor with filesystem:; write e.g. classpath:"
                + location);
    }
}
