package dev.manticore.migrations.benchmarks;

import dev.manticore.migrations.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The migrations that the benchmarks run: a table, an index and a row each, and the undo. */
final class GeneratedMigrations {
    private GeneratedMigrations() {}

    static String up(int number) {
        return """
                CREATE TABLE t%1$d (id bigint PRIMARY KEY, name text NOT NULL);
                CREATE INDEX t%1$d_name ON t%1$d (name);
                INSERT INTO t%1$d VALUES (1, 'one; "two"');
                """.formatted(number);
    }

    static String down(int number) {
        return "DROP TABLE t%d;%n".formatted(number);
    }

    static List<Migration> inMemory(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Migration(number, "create t" + number, up(number), down(number)))
                .toList();
    }

    /** Writes them, with their undo files, into a new temporary directory. */
    static Path files(int count) throws IOException {
        Path directory = Files.createTempDirectory("manticore-benchmark");
        for (int number = 1; number <= count; number++) {
            Files.writeString(directory.resolve("V" + number + "__create_t" + number + ".sql"), up(number));
            Files.writeString(directory.resolve("U" + number + "__undo_create_t" + number + ".sql"), down(number));
        }
        return directory;
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
