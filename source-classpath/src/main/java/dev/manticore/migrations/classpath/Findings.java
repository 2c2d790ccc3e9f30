package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The results of one search so far. A place is the location in one jar, directory or module. A place counts once, even
 * if it is found in several ways.
 */
final class Findings {
    private final Location location;
    private final ScriptFilter filter;
    private final Set<String> searched = new LinkedHashSet<>();
    private final Map<String, SourceScript> scripts = new HashMap<>();
    private final Set<String> paths = new HashSet<>();
    private final boolean isOptional;
    private boolean isLocated;

    /** @param isOptional whether the location need not exist */
    Findings(Location location, ScriptFilter filter, boolean isOptional) {
        this.location = location;
        this.filter = filter;
        this.isOptional = isOptional;
    }

    /** Decides what is searched and read. Paths start at the location. */
    ScriptFilter filter() {
        return filter;
    }

    Location location() {
        return location;
    }

    /** Records that a place is being searched; false if it was already. */
    boolean search(String place) {
        return searched.add(place);
    }

    /**
     * Records that a directory exists, even if it contains no scripts.
     *
     * @param directory its path with slashes, relative to the location; empty for the location itself
     */
    void locate(String directory) {
        isLocated |= filter.isInside(directory);
    }

    /** Whether the location should exist, and does not. */
    boolean isMissing() {
        return !isLocated && !isOptional;
    }

    /** Reads a resource if it is a script and was not found before. A jar would have to be opened again to read it later. */
    void add(String place, String path, String origin, Content content) throws SourceException {
        if (isNew(place, path)) {
            byte[] bytes = content.bytes(origin);
            add(place, path, origin, (SourceScript.Content) () -> bytes);
        }
    }

    /** Adds a file if it is a script and was not found before; it is read when it is needed. */
    void addFile(String place, String path, String origin, Content content) {
        if (isNew(place, path)) {
            add(place, path, origin, (SourceScript.Content) () -> content.bytes(origin));
        }
    }

    private boolean isNew(String place, String path) {
        locate(FileNames.directoryOf(path));
        return filter.isScript(path) && !scripts.containsKey(place + "/" + path);
    }

    private void add(String place, String path, String origin, SourceScript.Content content) {
        scripts.put(
                place + "/" + path,
                new SourceScript(FileNames.of(path), content, origin, null, null, filter.inLocation(path)));
        paths.add(path);
    }

    /** The paths of all scripts, relative to the location. */
    Set<String> paths() {
        return paths;
    }

    List<String> searched() {
        return List.copyOf(searched);
    }

    List<SourceScript> scripts() {
        List<SourceScript> sorted = new ArrayList<>(scripts.values());
        sorted.sort(Comparator.comparing(SourceScript::origin));
        return List.copyOf(sorted);
    }

    /** Reads one script. */
    @FunctionalInterface
    interface Content {
        byte[] read() throws IOException;

        /** Reads it, or says that it cannot be read. */
        default byte[] bytes(String origin) throws SourceException {
            try {
                return read();
            } catch (IOException failure) {
                throw Unreadable.because(origin, failure);
            }
        }
    }
}
