package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.WritableMigrationSource;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The scripts below a directory, at any depth. {@link #load()} returns:
 *
 * <ul>
 *   <li>each file whose name ends in {@code .sql} or {@code .sql.conf}, in any case, and each whose name starts like a
 *       migration ({@code V7__}, {@code U7__}, {@code R__}). A mistyped name is therefore refused, not ignored;
 *   <li>no hidden files (names that start with a dot), no backups of editors ({@code ~}, {@code .swp}), and nothing that
 *       is to be {@linkplain #ignoring ignored};
 *   <li>symbolic links to files inside the directory (as in a Kubernetes ConfigMap), each file once. A link out of the
 *       directory is refused if it could lead to a script, unless {@link #followingLinks} allows it.
 * </ul>
 *
 * <p>If several links are unusable, the exception suppresses those after the first. A file is read, and found to be unreadable,
 * when its content is needed.
 *
 * <p>For a path with wildcards, see {@link MatchingDirectoriesSource}.
 *
 * <p>New scripts are written into the directory itself, which is created if it is missing. Existing files are never
 * overwritten. Stateless and thread-safe.
 */
public final class FilesystemSource implements WritableMigrationSource {

    private final Path directory;
    private final boolean followsLinks;
    private final ScriptFilter filter;

    private FilesystemSource(Path directory, boolean followsLinks, ScriptFilter filter) {
        this.directory = directory;
        this.followsLinks = followsLinks;
        this.filter = filter;
    }

    /**
     * Returns a source of the scripts below a directory.
     *
     * @param directory may be relative and may be a symbolic link; need not exist before it is read or written
     */
    public static FilesystemSource of(Path directory) {
        return new FilesystemSource(Objects.requireNonNull(directory, "directory"), false, ScriptFilter.ALL);
    }

    /**
     * Returns a source of the same directory that also follows symbolic links out of it, to files and to directories. Build
     * tools such as Bazel and Nix provide files only as links. Everything that such a link leads to is run as a migration.
     */
    public FilesystemSource followingLinks() {
        return new FilesystemSource(directory, true, filter);
    }

    /**
     * Returns a source of the same directory without the files and directories that match one of these patterns, e.g. {@code
     * seed*.sql} or {@code old/**}. Use it for files that end in {@code .sql} and are no migrations.
     *
     * @param patterns see {@link ScriptFilter#ignoring}
     * @throws IllegalArgumentException if one of them is not a pattern
     */
    public FilesystemSource ignoring(String... patterns) {
        return new FilesystemSource(directory, followsLinks, filter.ignoring(patterns));
    }

    /** Also keeps {@link #followingLinks} and {@link #ignoring}. */
    @Override
    public FilesystemSource withNaming(ScriptNaming naming) {
        return new FilesystemSource(directory, followsLinks, filter.withNaming(naming));
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        return new DirectoryReader(directory, directory.toString(), followsLinks, filter).read();
    }

    @Override
    public boolean isMissing() {
        return Files.notExists(directory, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<String> write(List<SourceScript> scripts) throws SourceException {
        return new DirectoryWriter(directory, filter).write(scripts);
    }

    @Override
    public String description() {
        return "filesystem:" + directory;
    }

    @Override
    public String toString() {
        return description();
    }
}
