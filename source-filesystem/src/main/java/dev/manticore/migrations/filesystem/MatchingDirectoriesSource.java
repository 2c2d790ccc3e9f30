package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The scripts in all directories whose path matches a pattern, e.g. <code>db/*&#47;migration</code>, at any depth in them.
 * {@code *} stands for any characters of a name, {@code ?} for one of them, and {@code **} for any number of directories. Upper
 * and lower case differ. {@link #load()} returns the same files as {@link FilesystemSource}, each once. It is an error if no
 * directory matches.
 *
 * <p>Symbolic links are followed inside the directory where the pattern starts. Stateless and thread-safe.
 */
public final class MatchingDirectoriesSource implements MigrationSource {

    private final Path start;
    private final String pattern;
    private final boolean followsLinks;
    private final ScriptFilter filter;

    private MatchingDirectoriesSource(Path start, String pattern, boolean followsLinks, ScriptFilter filter) {
        this.start = start;
        this.pattern = pattern;
        this.followsLinks = followsLinks;
        this.filter = filter;
    }

    /**
     * Returns a source of all directories that match.
     *
     * @param start the directory where the pattern starts; may be relative, and may be empty for the current directory
     * @param pattern names and wildcards, with slashes between them on every platform. Names without wildcards at its
     *     beginning save time: only what is below them is searched
     * @throws IllegalArgumentException if it is not a pattern: it is empty, begins or ends with a slash, or has a
     *     backslash or the names {@code .} or {@code ..}
     */
    public static MatchingDirectoriesSource of(Path start, String pattern) {
        Objects.requireNonNull(start, "start");
        return new MatchingDirectoriesSource(start, pattern, false, ScriptFilter.ALL.inDirectories(pattern));
    }

    /** Returns a source of the same directories that also follows links out; see {@link FilesystemSource#followingLinks}. */
    public MatchingDirectoriesSource followingLinks() {
        return new MatchingDirectoriesSource(start, pattern, true, filter);
    }

    /**
     * Returns a source of the same directories without what matches one of these patterns; see {@link
     * FilesystemSource#ignoring}. A pattern with a slash is a path from the directory where the pattern of this source starts.
     *
     * @throws IllegalArgumentException if one of them is not a pattern
     */
    public MatchingDirectoriesSource ignoring(String... patterns) {
        return new MatchingDirectoriesSource(start, pattern, followsLinks, filter.ignoring(patterns));
    }

    /** Also keeps {@link #followingLinks} and {@link #ignoring}. */
    @Override
    public MatchingDirectoriesSource withNaming(ScriptNaming naming) {
        return new MatchingDirectoriesSource(start, pattern, followsLinks, filter.withNaming(naming));
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        return new DirectoryReader(start, location(), followsLinks, filter).read();
    }

    @Override
    public String description() {
        return "filesystem:" + location();
    }

    /** Not a path, since wildcards are not allowed in those of Windows. */
    private String location() {
        String beginning = start.toString();
        String separator = start.getFileSystem().getSeparator();
        return beginning.isEmpty() || beginning.endsWith(separator)
                ? beginning + pattern
                : beginning + separator + pattern;
    }

    @Override
    public String toString() {
        return description();
    }
}
