package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes new scripts into one directory, either all or none. */
final class DirectoryWriter {
    private final Path directory;
    private final ScriptFilter filter;

    DirectoryWriter(Path directory, ScriptFilter filter) {
        this.directory = directory;
        this.filter = filter;
    }

    List<String> write(List<SourceScript> scripts) throws SourceException {
        for (SourceScript script : scripts) {
            requireFileName(script.name());
        }
        createDirectory();
        List<Path> created = new ArrayList<>();
        for (SourceScript script : scripts) {
            Path file = directory.resolve(script.name());
            try {
                write(file, script.read(), created);
            } catch (IOException | RuntimeException failure) {
                remove(created, failure);
                throw failed(file, failure);
            }
        }
        return created.stream().map(Path::toString).toList();
    }

    private static void write(Path file, byte[] content, List<Path> created) throws IOException {
        // CREATE_NEW is atomic in the file system: of two writers, one fails.
        try (OutputStream output =
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            created.add(file);
            output.write(content);
        }
    }

    private void createDirectory() throws SourceException {
        try {
            // Checked first, since Files.createDirectories refuses a link to a directory before Java 20 (JDK-8294193).
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
        } catch (FileAlreadyExistsException failure) {
            throw new SourceException(
                    "The directory " + directory.toAbsolutePath() + " cannot be created: " + failure.getFile()
                            + " is a file.",
                    "Choose another directory, or move that file.",
                    failure);
        } catch (IOException failure) {
            throw new SourceException(
                    "The directory " + directory.toAbsolutePath() + " cannot be created.",
                    "Create it, or give the current user write permission for its parent directory.",
                    failure);
        }
    }

    /** Checks that {@link FilesystemSource#load()} will find the name in this directory. */
    private void requireFileName(String name) throws SourceException {
        boolean hasSeparator = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0;
        if (hasSeparator || !filter.isExpected(name)) {
            throw new SourceException(
                    "\"" + name + "\" is not a valid script file name.",
                    "Use a plain file name with the suffix of a script, without a directory.",
                    null);
        }
        if (!filter.isScript(name)) {
            throw new SourceException(
                    directory.toAbsolutePath().resolve(name) + " would be ignored; nothing was written.",
                    Remedy.of("Choose another name.")
                            .or("to change what is ignored", new Remedy.Configure(Remedy.Setting.IGNORE)),
                    null);
        }
    }

    private static SourceException failed(Path file, Exception failure) {
        return failure instanceof FileAlreadyExistsException
                ? new SourceException(
                        file.toAbsolutePath() + " already exists; nothing was written.",
                        "Choose another name or version, or remove that file.",
                        failure)
                : new SourceException(
                        file.toAbsolutePath() + " cannot be written; nothing was written.",
                        "Check the free space of the directory and the write permission of the current user.",
                        failure);
    }

    private static void remove(List<Path> created, Exception failure) {
        for (Path file : created) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException notRemoved) {
                failure.addSuppressed(notRemoved);
            }
        }
    }
}
