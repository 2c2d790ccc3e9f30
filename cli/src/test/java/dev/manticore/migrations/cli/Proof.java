package dev.manticore.migrations.cli;

import java.util.List;
import java.util.stream.Stream;

/** How much is repeated: with the profile {@code proof} everything, otherwise a sample. */
final class Proof {
    private Proof() {}

    static boolean isFull() {
        return "full".equals(System.getProperty("manticore.proof"));
    }

    /** All cases of the proof, or the first one alone. */
    static <T> Stream<T> cases(List<T> all) {
        return all.stream().limit(isFull() ? all.size() : 1);
    }
}
