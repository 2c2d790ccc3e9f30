package dev.manticore.migrations.examples;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** The project's files, as in a fresh clone. */
final class SourceTree {
    /** What is not part of a clone. */
    private static final Set<String> MADE = Set.of("target", ".git", ".manticore", ".flattened-pom.xml");

    private SourceTree() {}

    /** Copies all files except build output. */
    static void copyTo(Path copy) throws IOException {
        Files.walkFileTree(Readme.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (isMade(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to(directory));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isMade(file)) {
                    Files.copy(file, to(file), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            private Path to(Path file) {
                return copy.resolve(Readme.ROOT.relativize(file));
            }
        });
    }

    private static boolean isMade(Path file) {
        return MADE.contains(file.getFileName().toString());
    }
}
