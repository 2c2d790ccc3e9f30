package dev.manticore.migrations.application;

import dev.manticore.migrations.MigrationLocation;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.filesystem.MatchingDirectoriesSource;
import dev.manticore.migrations.spi.MigrationSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Creates the source of a location. */
public final class LocationSources implements MigrationLocation.Cases<MigrationSource> {

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
        return MigrationLocation.parse(withVendor(text.strip())).match(this);
    }

    /** The same source; one of the class path is empty if its directory does not exist. */
    MigrationSource optional(String text) {
        MigrationSource source = of(text);
        return source instanceof ClasspathSource onClassPath ? onClassPath.optional() : source;
    }

    @Override
    public MigrationSource classpath(MigrationLocation.Classpath location) {
        return ClasspathSource.of(location.location(), loader).ignoring(ignored);
    }

    @Override
    public MigrationSource directory(MigrationLocation.Directory location) {
        FilesystemSource source = FilesystemSource.of(path(location.path())).ignoring(ignored);
        return followLinks ? source.followingLinks() : source;
    }

    @Override
    public MigrationSource directories(MigrationLocation.Directories location) {
        MatchingDirectoriesSource source = MatchingDirectoriesSource.of(path(location.start()), location.pattern())
                .ignoring(ignored);
        return followLinks ? source.followingLinks() : source;
    }

    /** The location, with the vendor in place of <code>{vendor}</code>. */
    public static String withVendor(String location) {
        return location.replace("{vendor}", "postgresql");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException refused) {
            throw new IllegalArgumentException("'" + text + "' is not a path: " + refused.getReason(), refused);
        }
    }
}
