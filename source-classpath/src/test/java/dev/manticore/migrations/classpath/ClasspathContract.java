package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.testkit.FileSourceContract;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Places on a separate class path. */
abstract class ClasspathContract implements FileSourceContract {
    static final String LOCATION = "db/migration";

    private final List<URLClassLoader> loaders = new ArrayList<>();

    @TempDir
    Path directory;

    /** Puts the files below the location into something that a class path can hold. */
    abstract Path place(Path root, Map<String, byte[]> files) throws IOException;

    @Override
    public MigrationSource source(Map<String, byte[]> files) throws IOException {
        Path place = place(Files.createTempDirectory(directory, "place"), files);
        return ClasspathSource.of(LOCATION, loader(place.toUri().toURL()));
    }

    @Override
    public MigrationSource missing() {
        return ClasspathSource.of("db/no-such-place", loader());
    }

    private ClassLoader loader(URL... places) {
        URLClassLoader loader = new URLClassLoader(places, null);
        loaders.add(loader);
        return loader;
    }

    @AfterEach
    void close() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }
}
