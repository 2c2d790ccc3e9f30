package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the scripts below one directory. */
final class DirectoryReader {
    private static final Remedy REMEDY = Remedy.of("Check the name of the directory.")
            .or("if the migrations are elsewhere", new Remedy.Configure(Remedy.Setting.SOURCE))
            .or("to create the first migration", new Remedy.Create());

    private final Path directory;
    private final boolean followsLinks;
    private final ScriptFilter filter;

    DirectoryReader(Path directory, boolean followsLinks, ScriptFilter filter) {
        this.directory = directory;
        this.followsLinks = followsLinks;
        this.filter = filter;
    }

    List<SourceScript> read() throws SourceException {
        requireDirectory();
        List<SourceScript> scripts = new ArrayList<>();
        List<SourceException> problems = new ArrayList<>();
        for (Path file : ScriptFinder.find(directory, followsLinks, filter)) {
            try {
                scripts.add(read(file));
            } catch (SourceException unreadable) {
                problems.add(unreadable);
            }
        }
        Unreadable.requireNone(problems);
        scripts.sort(Comparator.comparing(SourceScript::origin));
        return List.copyOf(scripts);
    }

    private void requireDirectory() throws SourceException {
        if (Files.isDirectory(directory)) {
            return;
        }
        throw Files.exists(directory)
                ? new SourceException(directory.toAbsolutePath() + " is not a directory.", REMEDY, null)
                : new SourceException("The directory " + directory.toAbsolutePath() + " does not exist.", REMEDY, null);
    }

    private static SourceScript read(Path file) throws SourceException {
        try {
            return new SourceScript(FileNames.of(file), Files.readAllBytes(file), file.toString());
        } catch (IOException failure) {
            throw Unreadable.because(file, failure);
        } catch (OutOfMemoryError heap) {
            throw new SourceException(
                    file.toAbsolutePath() + " does not fit into the Java heap.",
                    "Give Java a larger heap, e.g. JAVA_TOOL_OPTIONS=-Xmx1g, or split the script.",
                    heap);
        }
    }
}
