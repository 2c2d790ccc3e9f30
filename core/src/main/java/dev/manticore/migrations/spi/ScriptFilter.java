package dev.manticore.migrations.spi;

import dev.manticore.migrations.ScriptNaming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files below a directory are scripts, for sources of files: those that {@link ScriptNaming#isExpected},
 * unless they are in a hidden directory (its name starts with a dot), are to be ignored, or are outside of the directories that
 * are to be read. Immutable.
 *
 * <p>Paths start at the directory, have slashes, and have no slash at either end.
 */
public final class ScriptFilter {
    /** All scripts. */
    public static final ScriptFilter ALL = new ScriptFilter(ScriptNaming.DEFAULT, null, List.of());

    private final ScriptNaming naming;
    private final @Nullable PathPattern directories;
    private final List<PathPattern> ignored;

    private ScriptFilter(ScriptNaming naming, @Nullable PathPattern directories, List<PathPattern> ignored) {
        this.naming = naming;
        this.directories = directories;
        this.ignored = ignored;
    }

    /** Returns a filter of scripts that are named like this. */
    public ScriptFilter withNaming(ScriptNaming other) {
        return new ScriptFilter(other, directories, ignored);
    }

    /**
     * Returns a filter of the scripts in the directories that match a pattern, e.g. <code>*&#47;migration</code>, at any
     * depth in them. It replaces an earlier pattern of directories.
     *
     * @param pattern a path, with the wildcards of {@link #ignoring}
     * @throws IllegalArgumentException if it is not a pattern
     */
    public ScriptFilter inDirectories(String pattern) {
        return new ScriptFilter(naming, PathPattern.of(pattern), ignored);
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
        return new ScriptFilter(
                naming, directories, Stream.concat(ignored.stream(), added).toList());
    }

    private static PathPattern pattern(String given) {
        String path = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        if (path.startsWith("/")) {
            return PathPattern.of(path.substring(1));
        }
        return PathPattern.of(path.contains("/") ? path : "**/" + path);
    }

    /** Whether a file of this name would be a script in a directory that is read. */
    public boolean isExpected(String name) {
        return naming.isExpected(name);
    }

    /** Whether the file of this path is a script. */
    public boolean isScript(String path) {
        int slash = path.lastIndexOf('/');
        return naming.isExpected(path.substring(slash + 1))
                && isInside(slash < 0 ? "" : path.substring(0, slash))
                && (slash < 0 || isSearched(path.substring(0, slash)))
                && !isIgnored(path);
    }

    /** Whether a directory matches {@link #inDirectories}, or is in one that does. Without a pattern, all do. */
    public boolean isInside(String directory) {
        return directories == null || pathTo(directory).stream().anyMatch(directories::matches);
    }

    /**
     * Whether scripts can be found in a directory or in its subdirectories: neither it nor one of its parents is hidden
     * or to be ignored.
     */
    public boolean isSearched(String directory) {
        boolean isHidden = directory.startsWith(".") || directory.contains("/.");
        return !isHidden
                && (ignored.isEmpty() || pathTo(directory).stream().noneMatch(this::isIgnored))
                && mayBeInside(directory);
    }

    private boolean mayBeInside(String directory) {
        return directories == null || directories.mayMatchIn(directory) || isInside(directory);
    }

    /**
     * The path of a script as it is from the outermost directory that matches {@link #inDirectories}; without such a
     * pattern, the path itself.
     */
    public String inLocation(String path) {
        if (directories == null) {
            return path;
        }
        int slash = path.lastIndexOf('/');
        return pathTo(slash < 0 ? "" : path.substring(0, slash)).stream()
                .filter(directories::matches)
                .findFirst()
                .map(location -> location.isEmpty() ? path : path.substring(location.length() + 1))
                .orElse(path);
    }

    /** Where all paths start, the directories that contain this one, and itself. */
    private static List<String> pathTo(String directory) {
        List<String> path = new ArrayList<>();
        path.add("");
        for (int end = directory.indexOf('/'); end >= 0; end = directory.indexOf('/', end + 1)) {
            path.add(directory.substring(0, end));
        }
        path.add(directory);
        return path;
    }

    private boolean isIgnored(String path) {
        return !ignored.isEmpty() && ignored.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
