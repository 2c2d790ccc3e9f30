package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the scripts in an exploded directory. Follows all links, as the class loader does. */
final class DirectoryListing {
    private DirectoryListing() {}

    /** Reads a directory unless it was already read. */
    static void read(Path directory, Findings findings) throws IOException, SourceException {
        String place = directory.toRealPath().toString();
        if (!Files.isDirectory(directory) || !findings.search(place)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        List<Path> linksToNothing = new ArrayList<>();
        Files.walkFileTree(
                directory, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                        if (!isSearched(each)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        findings.locate(path(directory, each));
                        return FileVisitResult.CONTINUE;
                    }

                    private boolean isSearched(Path each) {
                        return findings.filter().isSearched(path(directory, each));
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        // Every other link was followed.
                        (attributes.isSymbolicLink() ? linksToNothing : files).add(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                        // Of a loop, the walk is inside the directory and reads it.
                        if (failure instanceof FileSystemLoopException || !isSearched(file)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
        for (Path link : linksToNothing) {
            findings.add(place, path(directory, link), link.toString(), () -> Files.readAllBytes(link));
        }
        for (Path file : files) {
            findings.addFile(place, path(directory, file), file.toString(), () -> Files.readAllBytes(file));
        }
    }

    private static String path(Path directory, Path file) {
        return directory.relativize(file).toString().replace(File.separatorChar, '/');
    }
}
