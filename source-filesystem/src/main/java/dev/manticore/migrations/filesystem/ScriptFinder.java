package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scripts below a directory. What is really there comes first and costs no look at the real path; links are
 * followed afterwards, and only to what has not been found yet, so that a cycle ends and no file is found twice.
 */
final class ScriptFinder {
    private final Path realRoot;
    private final Set<Path> realDirectories = new HashSet<>();
    private final Set<Path> realScripts = new HashSet<>();
    /** In the order of their names: which one of several links to one file counts is the same everywhere. */
    private final Queue<Path> links = new PriorityQueue<>();

    private final List<Path> scripts = new ArrayList<>();

    private ScriptFinder(Path realRoot) {
        this.realRoot = realRoot;
    }

    /** The scripts below the root, as paths that begin with it. */
    static List<Path> find(Path root) throws SourceException {
        ScriptFinder finder = new ScriptFinder(realPath(root));
        finder.walk(root, finder.realRoot);
        for (Path link = finder.links.poll(); link != null; link = finder.links.poll()) {
            finder.follow(link);
        }
        return finder.scripts;
    }

    private void walk(Path directory, Path real) throws SourceException {
        Walk walk = new Walk(directory, real);
        try {
            // The visited directory is the real one: a walk would not enter a link.
            Files.walkFileTree(real, walk);
        } catch (IOException failure) {
            throw Unreadable.because(directory, failure);
        }
        if (walk.problem != null) {
            throw walk.problem;
        }
    }

    private void follow(Path link) throws SourceException {
        String name = FileNames.of(link);
        boolean isScript = SourceScript.isExpected(name);
        Path target;
        try {
            target = link.toRealPath();
        } catch (NoSuchFileException dangling) {
            if (isScript) {
                throw refused(link, "is a symbolic link to a file that does not exist.", dangling);
            }
            return;
        } catch (IOException failure) {
            throw Unreadable.because(link, failure);
        }
        boolean isDirectory = Files.isDirectory(target);
        if (!target.startsWith(realRoot)) {
            if (isDirectory || isScript) {
                throw refused(link, "is a symbolic link out of the directory, to " + target + ".", null);
            }
        } else if (isDirectory) {
            if (!realDirectories.contains(target)) {
                walk(link, target);
            }
        } else if (isScript) {
            followToScript(link, target, name);
        }
    }

    private void followToScript(Path link, Path target, String name) throws SourceException {
        if (!Files.isRegularFile(target)) {
            throw notRegular(link);
        }
        // Under another name it is another script: that the two contradict each other is for the core to say.
        boolean isSameScript = FileNames.of(target).equals(name);
        if (!isSameScript || realScripts.add(target)) {
            scripts.add(link);
        }
    }

    private static Path realPath(Path root) throws SourceException {
        try {
            return root.toRealPath();
        } catch (IOException failure) {
            throw Unreadable.because(root, failure);
        }
    }

    private static SourceException refused(Path link, String problem, @Nullable Exception cause) {
        return new SourceException(
                link.toAbsolutePath() + " " + problem,
                "Put the file itself into the directory, or remove the link; a directory elsewhere can be a source of its"
                        + " own.",
                cause);
    }

    private static SourceException notRegular(Path file) {
        return new SourceException(
                file.toAbsolutePath() + " is no regular file (but a pipe, socket or device).",
                "Remove it, or give it a name that does not end in .sql.",
                null);
    }

    /** One walk that follows no link. Its paths are real; {@link #shown} says them as the user does. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final Path shownStart;
        private final Path realStart;
        private @Nullable SourceException problem;

        Walk(Path shownStart, Path realStart) {
            this.shownStart = shownStart;
            this.realStart = realStart;
        }

        Path shown(Path real) {
            return real.equals(realStart) ? shownStart : shownStart.resolve(realStart.relativize(real));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean isStart = directory.equals(realStart);
            if (!isStart && FileNames.isHidden(FileNames.of(directory))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            return realDirectories.add(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = FileNames.of(file);
            if (FileNames.isHidden(name)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
                links.add(shown(file));
            } else if (SourceScript.isExpected(name)) {
                if (!attributes.isRegularFile()) {
                    return stop(notRegular(shown(file)));
                }
                if (realScripts.add(file)) {
                    scripts.add(shown(file));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            boolean isHidden = FileNames.isHidden(FileNames.of(file)) && !file.equals(realStart);
            return isHidden ? FileVisitResult.CONTINUE : stop(Unreadable.because(shown(file), failure));
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            return failure == null ? FileVisitResult.CONTINUE : stop(Unreadable.because(shown(directory), failure));
        }

        private FileVisitResult stop(SourceException because) {
            problem = because;
            return FileVisitResult.TERMINATE;
        }
    }
}
