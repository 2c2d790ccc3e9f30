package dev.manticore.migrations.application;

import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.filesystem.MatchingDirectoriesSource;
import dev.manticore.migrations.spi.MigrationSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Creates the source of a location. */
public final class LocationSources {
    private static final String CLASSPATH = "classpath:";
    private static final String FILESYSTEM = "filesystem:";

    /** The path before the first name with a wildcard, and the rest. */
    private static final Pattern WITH_WILDCARDS = Pattern.compile("((?:[^*?]*/)?)([^/*?]*[*?].*?)/*", Pattern.DOTALL);

    private final ClassLoader loader;
    private final String[] ignored;
    private final boolean followLinks;

    LocationSources(ClassLoader loader, List<String> ignored, boolean followLinks) {
        this.loader = loader;
        this.ignored = ignored.toArray(String[]::new);
        this.followLinks = followLinks;
    }

    /**
     * The source of a location. As in the locations of Flyway, <code>{vendor}</code> stands for {@code postgresql}.
     *
     * @throws IllegalArgumentException if it is not a location; the message is no sentence
     */
    MigrationSource of(String text) {
        String location = withVendor(text.strip());
        if (location.startsWith(CLASSPATH)) {
            return ClasspathSource.of(location.substring(CLASSPATH.length()), loader)
                    .ignoring(ignored);
        }
        if (location.startsWith(FILESYSTEM)) {
            return directory(location.substring(FILESYSTEM.length()));
        }
        throw new IllegalArgumentException(
                "'" + text + "' says neither classpath:LOCATION nor filesystem:DIRECTORY, e.g. classpath:db/migration");
    }

    /** The location, with the vendor in place of <code>{vendor}</code>. */
    public static String withVendor(String location) {
        return location.replace("{vendor}", "postgresql");
    }

    private MigrationSource directory(String place) {
        Matcher wildcards = WITH_WILDCARDS.matcher(place);
        if (wildcards.matches()) {
            MatchingDirectoriesSource source = MatchingDirectoriesSource.of(
                            path(wildcards.group(1)), wildcards.group(2))
                    .ignoring(ignored);
            return followLinks ? source.followingLinks() : source;
        }
        FilesystemSource source = FilesystemSource.of(path(place)).ignoring(ignored);
        return followLinks ? source.followingLinks() : source;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException refused) {
            throw new IllegalArgumentException("'" + text + "' is not a path: " + refused.getReason(), refused);
        }
    }
}
