package dev.manticore.migrations.it.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.support.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How much of the proof runs, and where it says what it found. */
final class ProofRun {
    private static final Path REPORTS = Path.of("target", "proof");
    /** Whose files are of this run; a class runs in one JVM. */
    private static final Set<Class<?>> BEGUN = ConcurrentHashMap.newKeySet();

    private ProofRun() {}

    /** What the sample is drawn with: {@code -Dmanticore.proof.seed}, or always the same. Goes into the report. */
    static long seed() {
        return Long.getLong("manticore.proof.seed", 1);
    }

    /** All of them, or a sample that is drawn with the seed. */
    static <T> List<T> sample(List<T> all, int size, long seed) {
        if (Proof.isFull()) {
            return all;
        }
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, Math.min(size, shuffled.size()));
    }

    /** Prints a line, and adds it to the file of a test, which its first line begins anew. */
    static void report(Class<?> test, String line) {
        System.out.println("[proof] " + test.getSimpleName() + ": " + line);
        try {
            Files.createDirectories(REPORTS);
            Files.writeString(
                    REPORTS.resolve(test.getSimpleName() + ".txt"),
                    line + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    BEGUN.add(test) ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
