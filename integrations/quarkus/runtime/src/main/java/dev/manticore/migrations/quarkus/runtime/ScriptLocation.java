package dev.manticore.migrations.quarkus.runtime;

import java.util.List;

/**
 * A location and its scripts.
 *
 * @param location as it is configured, with {@code classpath:} or {@code filesystem:}
 * @param directory where the scripts' paths start, for a location of the class path; otherwise empty
 * @param paths of the scripts; of a location in the file system none, since they are looked up at run time
 */
public record ScriptLocation(String location, String directory, List<String> paths) {
    public static final String CLASS_PATH = "classpath:";
    public static final String FILE_SYSTEM = "filesystem:";

    public boolean isOnClassPath() {
        return location.startsWith(CLASS_PATH);
    }

    /** The names of the scripts as resources. */
    public List<String> resources() {
        return paths.stream().map(this::resource).toList();
    }

    String resource(String path) {
        return directory + "/" + path;
    }
}
