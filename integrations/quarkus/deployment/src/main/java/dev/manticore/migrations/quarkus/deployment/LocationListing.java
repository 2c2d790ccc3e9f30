package dev.manticore.migrations.quarkus.deployment;

import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.quarkus.runtime.ScriptLocation;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists the scripts of locations in the archives of an application. */
final class LocationListing {
    private final ClassLoader loader;

    /** @param loader finds the resources of the application and its dependencies */
    LocationListing(ClassLoader loader) {
        this.loader = loader;
    }

    /** The location as the configuration means it: what has no scheme is on the class path. */
    static String withScheme(String location) {
        String text = location.strip().replace("{vendor}", "postgresql");
        return text.startsWith(ScriptLocation.CLASS_PATH) || text.startsWith(ScriptLocation.FILE_SYSTEM)
                ? text
                : ScriptLocation.CLASS_PATH + text;
    }

    /** Where the paths of a location of the class path start: its directory, or what is before a name with a wildcard. */
    static String directory(String location) {
        return withScheme(location)
                .substring(ScriptLocation.CLASS_PATH.length())
                .replaceFirst("(^|/)[^/]*[*?].*", "")
                .replaceFirst("^/+", "")
                .replaceFirst("/+$", "");
    }

    /** Whether any archive has the location. */
    boolean exists(String location) throws IOException {
        return !archives(directory(location)).isEmpty();
    }

    /**
     * A location with its scripts; without them if it is in the file system.
     *
     * @throws SourceException if it is on the class path and not there, or if it cannot be read
     * @throws IllegalArgumentException if it is malformed; the message is no sentence
     */
    ScriptLocation list(String configured, List<String> ignored) throws SourceException, IOException {
        String location = withScheme(configured);
        if (location.startsWith(ScriptLocation.FILE_SYSTEM)) {
            return new ScriptLocation(location, List.of());
        }
        String directory = directory(location);
        String[] patterns = ignored.toArray(String[]::new);
        URL[] archives = archives(directory).toArray(URL[]::new);
        try (URLClassLoader archivesAlone = new URLClassLoader(archives, ClassLoader.getPlatformClassLoader())) {
            String place = location.substring(ScriptLocation.CLASS_PATH.length());
            List<SourceScript> found =
                    ClasspathSource.of(place, archivesAlone).ignoring(patterns).load();
            String wildcards = wildcards(place, directory);
            if (wildcards.isEmpty()) {
                return new ScriptLocation(location, scripts(directory, found, ScriptFilter.ALL));
            }
            // The paths of these scripts start at the directories that match; where those are, they do not say.
            List<SourceScript> all =
                    ClasspathSource.of(directory, archivesAlone).load();
            ScriptFilter filter = ScriptFilter.ALL.inDirectories(wildcards).ignoring(patterns);
            return new ScriptLocation(location, scripts(directory, all, filter));
        }
    }

    /** The part of a location that begins with a wildcard. */
    private static String wildcards(String place, String directory) {
        String path = place.replaceFirst("^/+", "").replaceFirst("/+$", "");
        return path.equals(directory) ? "" : path.substring(directory.length() + 1);
    }

    private static List<ScriptLocation.Script> scripts(
            String directory, List<SourceScript> found, ScriptFilter filter) {
        return found.stream()
                .map(SourceScript::path)
                .filter(filter::isScript)
                .distinct()
                .sorted()
                .map(path -> new ScriptLocation.Script(directory + "/" + path, filter.inLocation(path)))
                .toList();
    }

    /** The directories and jars that have a directory of resources. */
    private List<URL> archives(String directory) throws IOException {
        List<URL> archives = new ArrayList<>();
        for (URL found : Collections.list(loader.getResources(directory))) {
            archives.add(archive(found, directory));
        }
        return archives;
    }

    private static URL archive(URL found, String directory) throws IOException {
        if (found.getProtocol().equals("jar")) {
            return ((JarURLConnection) found.openConnection()).getJarFileURL();
        }
        String url = found.toString();
        return new URL(url.substring(0, url.lastIndexOf(directory)));
    }
}
