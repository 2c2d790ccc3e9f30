package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.WritableMigrationSource;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The scripts below a directory, however deep. What {@link #load()} answers:
 *
 * <ul>
 *   <li>each file whose name ends in {@code .sql}, in any case, and each that begins like a migration ({@code V7__},
 *       {@code U7__}), so that a mistyped name is refused and not overlooked;
 *   <li>nothing whose name begins with a dot, no editor's backup ({@code ~}, {@code .swp});
 *   <li>symbolic links to what is inside the directory (as in a Kubernetes ConfigMap), each file once. A link that leads
 *       out of the directory is refused if a script could be behind it.
 * </ul>
 *
 * <p>New scripts go into the directory itself, which is created when it is missing. An existing file is never
 * overwritten. Holds no state; usable by several threads.
 */
public final class FilesystemSource implements WritableMigrationSource {

    private final Path directory;

    private FilesystemSource(Path directory) {
        this.directory = directory;
    }

    /**
     * A source of the scripts below a directory.
     *
     * @param directory may be relative, may be a symbolic link, and need not exist before it is read or written
     */
    public static FilesystemSource of(Path directory) {
        return new FilesystemSource(Objects.requireNonNull(directory, "directory"));
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        return new DirectoryReader(directory).read();
    }

    @Override
    public boolean isMissing() {
        return Files.notExists(directory, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<String> write(List<SourceScript> scripts) throws SourceException {
        return new DirectoryWriter(directory).write(scripts);
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
