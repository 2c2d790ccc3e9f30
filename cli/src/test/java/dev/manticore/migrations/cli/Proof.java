package dev.manticore.migrations.cli;

import java.util.Arrays;
import java.util.stream.Stream;

/** How much is repeated: with the profile {@code proof} everything, otherwise a sample. */
final class Proof {
    private Proof() {}

    static boolean isFull() {
        return "full".equals(System.getProperty("manticore.proof"));
    }

    /** All cases of the proof, or the first one alone. */
    @SafeVarargs
    static <T> Stream<T> cases(T... all) {
        return Arrays.stream(all).limit(isFull() ? all.length : 1);
    }
}
