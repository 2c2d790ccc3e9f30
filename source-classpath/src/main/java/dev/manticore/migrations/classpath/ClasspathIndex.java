package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The index of a location: the resource {@code META-INF/manticore/<location>.index} that lists its scripts for places where
 * resources cannot be listed, e.g. a native image. Build tools write it beside the classes.
 */
public final class ClasspathIndex {
    private final Location location;
    private final Path classes;

    private ClasspathIndex(Location location, Path classes) {
        this.location = location;
        this.classes = classes;
    }

    /**
     * The index of a location in a directory of classes and resources.
     *
     * @param location as for {@link ClasspathSource#of(String)}. Of one with wildcards, all of its first directory is listed
     * @param classes the directory, e.g. {@code target/classes}; only what is in it is listed, no jars
     * @throws IllegalArgumentException if the location is empty or begins with a wildcard
     */
    public static ClasspathIndex of(String location, Path classes) {
        return new ClasspathIndex(Location.of(location), classes);
    }

    /** Where it is. */
    public Path file() {
        return classes.resolve(location.index());
    }

    /**
     * Writes it anew, with the paths in order. The same scripts give the same bytes.
     *
     * @return the paths of the scripts, relative to the location
     * @throws SourceException if the location is not in the directory, or if what is in it cannot be read
     * @throws IOException if the index cannot be written
     */
    public List<String> write() throws SourceException, IOException {
        // A list of scripts that are gone would be refused.
        Files.deleteIfExists(file());
        List<String> paths = paths();
        Files.createDirectories(file().toAbsolutePath().getParent());
        Files.writeString(
                file(), paths.stream().map(path -> path + "\n").collect(Collectors.joining()), StandardCharsets.UTF_8);
        return paths;
    }

    private List<String> paths() throws SourceException, IOException {
        URL[] directory = {classes.toUri().toURL()};
        try (URLClassLoader loader =
                new URLClassLoader(classes.toString(), directory, ClassLoader.getPlatformClassLoader())) {
            return ClasspathSource.of(location.directory(), loader).load().stream()
                    .map(SourceScript::path)
                    .sorted()
                    .toList();
        }
    }
}
