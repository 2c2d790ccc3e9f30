package dev.manticore.migrations.spi;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides which files below a directory are scripts, for sources of files: those that {@link SourceScript#isExpected},
 * unless they are in a hidden directory (its name starts with a dot) or are to be ignored. Immutable.
 *
 * <p>Paths start at the directory, have slashes, and have no slash at either end.
 */
public final class ScriptFilter {
    /** All scripts. */
    public static final ScriptFilter ALL = new ScriptFilter(List.of());

    private final List<PathPattern> ignored;

    private ScriptFilter(List<PathPattern> ignored) {
        this.ignored = ignored;
    }

    /**
     * Returns a filter that also leaves out what matches one of these patterns: files, and directories with everything in
     * them. A pattern without a slash is one of names at any depth, e.g. {@code seed*.sql}; one with a slash is one of paths,
     * e.g. {@code old/*.sql} or {@code **}{@code /old/*.sql}. A slash at the beginning only says that the path starts at
     * the directory. {@code *} stands for any characters but slashes, {@code ?} for one of them, and {@code **} for any
     * number of directories. Upper and lower case differ.
     *
     * @throws IllegalArgumentException if a pattern is none: it is empty, or has a backslash or the names {@code .} or
     *     {@code ..}
     */
    public ScriptFilter ignoring(String... patterns) {
        Stream<PathPattern> added = Arrays.stream(patterns).map(ScriptFilter::pattern);
        return new ScriptFilter(Stream.concat(ignored.stream(), added).toList());
    }

    private static PathPattern pattern(String given) {
        String path = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        if (path.startsWith("/")) {
            return PathPattern.of(path.substring(1));
        }
        return PathPattern.of(path.contains("/") ? path : "**/" + path);
    }

    /** Whether the file of this path is a script. */
    public boolean isScript(String path) {
        int slash = path.lastIndexOf('/');
        return SourceScript.isExpected(path.substring(slash + 1))
                && (slash < 0 || isSearched(path.substring(0, slash)))
                && !isIgnored(path);
    }

    /** Whether a directory can hold scripts: neither it nor one of its parents is hidden or to be ignored. */
    public boolean isSearched(String directory) {
        if (directory.startsWith(".") || directory.contains("/.")) {
            return false;
        }
        for (int end = directory.indexOf('/'); end >= 0; end = directory.indexOf('/', end + 1)) {
            if (isIgnored(directory.substring(0, end))) {
                return false;
            }
        }
        return !isIgnored(directory);
    }

    private boolean isIgnored(String path) {
        return ignored.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
