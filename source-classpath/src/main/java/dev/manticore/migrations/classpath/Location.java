package dev.manticore.migrations.classpath;

import java.util.List;

/**
 * A directory of resources.
 *
 * @param directory its name with slashes, without leading and trailing ones
 */
record Location(String directory) {

    static Location of(String given) {
        String directory = given;
        while (directory.startsWith("/")) {
            directory = directory.substring(1);
        }
        while (directory.endsWith("/")) {
            directory = directory.substring(0, directory.length() - 1);
        }
        boolean isPlain = List.of(directory.split("/", -1)).stream()
                .noneMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."));
        if (!isPlain || directory.indexOf('\\') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + given
                            + "\" is not a directory of the class path; expected something like db/migration, with / as separator.");
        }
        return new Location(directory);
    }

    /** The prefix of the names of all resources in it. */
    String start() {
        return directory + "/";
    }

    /** The resource that lists the location's scripts, for places that cannot be listed. */
    String index() {
        return "META-INF/manticore/" + directory + ".index";
    }
}
