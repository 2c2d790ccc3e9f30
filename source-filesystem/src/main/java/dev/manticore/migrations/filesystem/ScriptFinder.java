package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the scripts below a directory. Regular files come first; they need no lookup of the real path. Links are
 * followed afterwards, and only to files that have not been found yet: cycles end, and no file is found twice.
 */
final class ScriptFinder {
    private final Path root;
    private final Path realRoot;
    private final ScriptFilter filter;
    private final Set<Path> realDirectories = new HashSet<>();
    private final Set<Path> realScripts = new HashSet<>();
    /** In name order, to choose the same one of several links to one file on every platform. */
    private final Queue<Path> links = new PriorityQueue<>();

    private final List<FoundScript> scripts = new ArrayList<>();
    private boolean isLocated;
    private final List<SourceException> problems = new ArrayList<>();
    private final boolean followsOut;

    private ScriptFinder(Path root, Path realRoot, boolean followsOut, ScriptFilter filter) {
        this.root = root;
        this.realRoot = realRoot;
        this.followsOut = followsOut;
        this.filter = filter;
    }

    /**
     * What is below the root.
     *
     * @param isLocated whether there is a directory that the filter reads
     */
    record Found(boolean isLocated, List<FoundScript> scripts) {}

    /**
     * A script.
     *
     * @param file starts with the root
     * @param path from the root, with slashes
     */
    record FoundScript(Path file, String path) {}

    /**
     * Finds the scripts below the root.
     *
     * @param followsOut whether links out of the root are followed
     * @throws SourceException with every problem; see {@link Unreadable#requireNone}
     */
    static Found find(Path root, boolean followsOut, ScriptFilter filter) throws SourceException {
        ScriptFinder finder = new ScriptFinder(root, realPath(root), followsOut, filter);
        finder.walk(root, finder.realRoot);
        for (Path link = finder.links.poll(); link != null; link = finder.links.poll()) {
            finder.follow(link);
        }
        Unreadable.requireNone(finder.problems);
        return new Found(finder.isLocated, finder.scripts);
    }

    private void walk(Path directory, Path real) {
        try {
            // Visit the real directory: a walk does not enter a link.
            Files.walkFileTree(real, new Walk(directory));
        } catch (IOException failure) {
            problems.add(Unreadable.because(directory, failure));
        }
    }

    private void follow(Path link) {
        boolean isScript = isScript(link);
        Path target;
        try {
            target = link.toRealPath();
        } catch (NoSuchFileException dangling) {
            if (isScript) {
                problems.add(dangling(link, dangling));
            }
            return;
        } catch (IOException failure) {
            problems.add(Unreadable.because(link, failure));
            return;
        }
        boolean isDirectory = Files.isDirectory(target);
        if (!followsOut && !target.startsWith(realRoot)) {
            if (isDirectory || isScript) {
                problems.add(leadsOut(link, target));
            }
        } else if (isDirectory) {
            if (!realDirectories.contains(target)) {
                walk(link, target);
            }
        } else if (isScript) {
            followToScript(link, target);
        }
    }

    private void followToScript(Path link, Path target) {
        if (!Files.isRegularFile(target)) {
            problems.add(notRegular(link));
            return;
        }
        // A link with another name is another script. The core reports conflicts between the two.
        boolean isSameScript = FileNames.of(target).equals(FileNames.of(link));
        if (!isSameScript || realScripts.add(target)) {
            scripts.add(new FoundScript(link, FileNames.between(root, link)));
        }
    }

    private boolean isScript(Path shown) {
        return filter.isScript(FileNames.between(root, shown));
    }

    private static Path realPath(Path root) throws SourceException {
        try {
            return root.toRealPath();
        } catch (IOException failure) {
            throw Unreadable.because(root, failure);
        }
    }

    private static SourceException dangling(Path link, Exception cause) {
        return new SourceException(
                link.toAbsolutePath() + " is a symbolic link to a file that does not exist.",
                "Put the file itself into the directory, or remove the link.",
                cause);
    }

    private static SourceException leadsOut(Path link, Path target) {
        return new SourceException(
                link.toAbsolutePath() + " is a symbolic link out of the directory, to " + target + ".",
                Remedy.of(
                                "Put the file itself into the directory, or remove the link; a directory elsewhere can be a source"
                                        + " of its own.")
                        .or("to follow such links", new Remedy.Configure(Remedy.Setting.FOLLOW_LINKS)),
                null);
    }

    private static SourceException notRegular(Path file) {
        return new SourceException(
                file.toAbsolutePath() + " is not a regular file (but a pipe, socket or device).",
                "Remove it, or give it a name that does not end in .sql.",
                null);
    }

    /**
     * A directory that a walk is in.
     *
     * @param shown starts with the root
     * @param path from the root, with slashes; empty for the root
     */
    private record Place(Path shown, String path) {
        Place in(Path file) {
            String name = FileNames.of(file);
            // Not with the name, which Java may be unable to turn into the same path again.
            Path last = Objects.requireNonNull(file.getFileName());
            return new Place(shown.resolve(last), path.isEmpty() ? name : path + "/" + name);
        }
    }

    /** A walk that follows no links. Its paths are real paths; a {@link Place} is below the root. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final Place start;
        private final Deque<Place> inside = new ArrayDeque<>();

        Walk(Path start) {
            this.start = new Place(start, FileNames.between(root, start));
        }

        private Place place(Path real) {
            return inside.isEmpty() ? start : inside.getLast().in(real);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            Place place = place(directory);
            if (!filter.isSearched(place.path()) || !realDirectories.add(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            isLocated |= filter.isInside(place.path());
            inside.addLast(place);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Place place = place(file);
            if (attributes.isSymbolicLink()) {
                // It may lead to a directory.
                if (filter.isSearched(place.path())) {
                    links.add(place.shown());
                }
            } else if (filter.isScript(place.path())) {
                if (!attributes.isRegularFile()) {
                    problems.add(notRegular(place.shown()));
                } else if (realScripts.add(file)) {
                    scripts.add(new FoundScript(place.shown(), place.path()));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            Place place = place(file);
            if (filter.isSearched(place.path())) {
                problems.add(Unreadable.because(place.shown(), failure));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            Place place = inside.removeLast();
            if (failure != null) {
                problems.add(Unreadable.because(place.shown(), failure));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
