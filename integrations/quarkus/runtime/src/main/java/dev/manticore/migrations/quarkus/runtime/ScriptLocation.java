package dev.manticore.migrations.quarkus.runtime;

import java.util.List;

/**
 * A location and its scripts.
 *
 * @param location as it is configured, with {@code classpath:} or {@code filesystem:}
 * @param scripts of a location in the file system none, since they are looked up at run time
 */
public record ScriptLocation(String location, List<Script> scripts) {
    public static final String CLASS_PATH = "classpath:";
    public static final String FILE_SYSTEM = "filesystem:";

    /**
     * A script on the class path.
     *
     * @param resource its name as a resource
     * @param path relative to the location
     */
    public record Script(String resource, String path) {}

    public boolean isOnClassPath() {
        return location.startsWith(CLASS_PATH);
    }

    /** The names of the scripts as resources. */
    public List<String> resources() {
        return scripts.stream().map(Script::resource).toList();
    }
}
