package dev.manticore.migrations.spi;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of paths with slashes: {@code *} stands for any characters of a name, {@code ?} for one of them, and {@code
 * **} between slashes for any number of directories, or none. Upper and lower case differ on every platform.
 */
final class PathPattern {
    private static final Pattern WILDCARD = Pattern.compile("\\*+|\\?");

    private final Pattern names;

    /** Every name ends in a slash here, so that a directory is a prefix of everything in it. */
    private PathPattern(List<String> names) {
        this.names = Pattern.compile(names.stream().map(PathPattern::regex).collect(Collectors.joining()));
    }

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException if one of its names is empty, {@code .} or {@code ..}, or has a backslash
     */
    static PathPattern of(String pattern) {
        List<String> names = Arrays.asList(pattern.split("/", -1));
        boolean isPlain = names.stream().noneMatch(name -> name.isBlank() || name.equals(".") || name.equals(".."));
        if (!isPlain || pattern.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("\"" + pattern
                    + "\" is not a pattern of paths: expected names and wildcards (*, ?, **) with \"/\" as separator, but"
                    + " no names \".\" and \"..\"");
        }
        return new PathPattern(names);
    }

    private static String regex(String name) {
        if (name.equals("**")) {
            return "(?:[^/]+/)*";
        }
        StringBuilder regex = new StringBuilder();
        Matcher wildcards = WILDCARD.matcher(name);
        int end = 0;
        while (wildcards.find()) {
            regex.append(Pattern.quote(name.substring(end, wildcards.start())))
                    .append(wildcards.group().equals("?") ? "[^/]" : "[^/]*");
            end = wildcards.end();
        }
        return regex.append(Pattern.quote(name.substring(end))).append('/').toString();
    }

    /** @param path without leading and trailing slashes; empty for the directory where paths start */
    boolean matches(String path) {
        return matcher(path).matches();
    }

    /** Whether the pattern matches the path of a directory, or may match one of a file or directory in it. */
    boolean mayMatchIn(String directory) {
        Matcher matcher = matcher(directory);
        return matcher.matches() || matcher.hitEnd();
    }

    private Matcher matcher(String path) {
        return names.matcher(path.isEmpty() ? "" : path + "/");
    }
}
