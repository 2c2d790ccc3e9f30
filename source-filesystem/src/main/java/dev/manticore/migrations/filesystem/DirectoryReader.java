package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the scripts below one directory, and reads each when it is needed. */
final class DirectoryReader {
    private static final Remedy REMEDY = Remedy.of("Check the name of the directory.")
            .or("if the migrations are elsewhere", new Remedy.Configure(Remedy.Setting.SOURCE))
            .or("to create the first migration", new Remedy.Create());

    private final Path directory;
    private final String location;
    private final boolean followsLinks;
    private final ScriptFilter filter;

    /** @param location how the directory, or those in it that the filter reads, are named in messages */
    DirectoryReader(Path directory, String location, boolean followsLinks, ScriptFilter filter) {
        this.directory = directory;
        this.location = location;
        this.followsLinks = followsLinks;
        this.filter = filter;
    }

    List<SourceScript> read() throws SourceException {
        requireDirectory();
        List<SourceScript> scripts = new ArrayList<>();
        ScriptFinder.Found found = ScriptFinder.find(directory, followsLinks, filter);
        if (!found.isLocated()) {
            throw new SourceException("No directory matches " + location + ".", REMEDY, null);
        }
        for (ScriptFinder.FoundScript script : found.scripts()) {
            scripts.add(new SourceScript(
                    FileNames.of(script.file()),
                    () -> content(script.file()),
                    script.file().toString(),
                    null,
                    null,
                    filter.inLocation(script.path())));
        }
        scripts.sort(Comparator.comparing(SourceScript::origin));
        return List.copyOf(scripts);
    }

    private void requireDirectory() throws SourceException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path culprit = directory.toAbsolutePath();
        String problem = Files.exists(directory)
                ? culprit + " is not a directory."
                : "The directory " + culprit + " does not exist.";
        throw new SourceException(problem, REMEDY, null);
    }

    private static byte[] content(Path file) throws SourceException {
        try {
            return readAll(file);
        } catch (IOException failure) {
            throw Unreadable.because(file, failure);
        } catch (OutOfMemoryError heap) {
            throw new SourceException(
                    file.toAbsolutePath() + " does not fit into the Java heap.",
                    "Give Java a larger heap, e.g. JAVA_TOOL_OPTIONS=-Xmx1g, or split the script.",
                    heap);
        }
    }

    /** An interrupt is the run's business, and no property of the file. */
    private static byte[] readAll(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (ClosedByInterruptException interrupted) {
            boolean wasInterrupted = Thread.interrupted();
            try {
                return Files.readAllBytes(file);
            } finally {
                if (wasInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
