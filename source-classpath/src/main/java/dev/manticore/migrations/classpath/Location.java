package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.ScriptFilter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A directory of resources, or several that match a pattern.
 *
 * @param directory its name with slashes, without leading and trailing ones
 * @param pattern the path of the directories in it that are to be read, with wildcards; null for the directory itself
 */
record Location(String directory, @Nullable String pattern) {
    private static final Pattern WILDCARD = Pattern.compile("[*?]");

    static Location of(String given) {
        String path = given;
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        List<String> names = Arrays.asList(path.split("/", -1));
        boolean isPlain = names.stream().noneMatch(name -> name.isBlank() || name.equals(".") || name.equals(".."));
        if (!isPlain || path.indexOf('\\') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + given
                            + "\" is not a directory of the class path; expected something like db/migration, with / as separator.");
        }
        int plain = (int)
                names.stream().takeWhile(name -> !WILDCARD.matcher(name).find()).count();
        if (plain == 0) {
            throw new IllegalArgumentException("\"" + given
                    + "\" begins with a wildcard; a location of the class path begins with the name of a directory, e.g."
                    + " db/*/migration.");
        }
        String pattern = plain == names.size() ? null : String.join("/", names.subList(plain, names.size()));
        return new Location(String.join("/", names.subList(0, plain)), pattern);
    }

    /** The prefix of the names of all resources in the directory. */
    String start() {
        return directory + "/";
    }

    /** The resource that lists the location's scripts, for places that cannot be listed. */
    String index() {
        return "META-INF/manticore/" + directory + ".index";
    }

    /** The scripts of this location, by their paths from the directory. */
    ScriptFilter filter() {
        return pattern == null ? ScriptFilter.ALL : ScriptFilter.ALL.inDirectories(pattern);
    }

    @Override
    public String toString() {
        return pattern == null ? directory : directory + "/" + pattern;
    }
}
