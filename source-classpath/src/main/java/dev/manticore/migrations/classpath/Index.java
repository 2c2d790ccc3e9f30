package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The index resources of all jars, which list a location's scripts. */
final class Index {
    private final ClassLoader loader;
    private final Location location;
    private final List<URL> files;
    private final Set<String> paths;

    private Index(ClassLoader loader, Location location, List<URL> files, Set<String> paths) {
        this.loader = loader;
        this.location = location;
        this.files = files;
        this.paths = paths;
    }

    static Index of(ClassLoader loader, Location location) throws IOException {
        List<URL> files = Resources.named(location.index(), loader);
        Set<String> paths = new TreeSet<>();
        for (URL file : files) {
            paths(new String(read(file), StandardCharsets.UTF_8)).forEach(paths::add);
        }
        return new Index(loader, location, files, paths);
    }

    /** The places where indexes were found. */
    List<URL> files() {
        return files;
    }

    /** The paths in the indexes, relative to the location, in order. */
    Set<String> paths() {
        return paths;
    }

    /** Reads the listed scripts, except those that a listing has already read: their URLs differ. */
    void read(Findings findings) throws IOException, SourceException {
        List<String> missing = new ArrayList<>();
        for (String path : paths) {
            List<URL> urls = Resources.named(location.start() + path, loader);
            for (URL url : urls) {
                if (!Resources.canBeListed(url)) {
                    findings.add(url.toString(), path, url.toString(), () -> read(url));
                }
            }
            if (urls.isEmpty() && !findings.paths().contains(path)) {
                missing.add(path);
            }
        }
        if (!missing.isEmpty()) {
            throw new SourceException(
                    files + " lists scripts that are not in " + location.directory() + ": " + String.join(", ", missing)
                            + ".",
                    "Regenerate the index from the existing files; in a native image, include them as resources.",
                    null);
        }
    }

    private static Stream<String> paths(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private static byte[] read(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false); // a cached connection would keep its jar open
        try (InputStream stream = connection.getInputStream()) {
            return stream.readAllBytes();
        }
    }
}
