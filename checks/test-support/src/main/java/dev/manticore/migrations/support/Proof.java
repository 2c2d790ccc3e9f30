package dev.manticore.migrations.support;

import java.util.List;
import java.util.stream.Stream;

/** How much is repeated: with the profile {@code proof} everything, otherwise a sample. */
public final class Proof {
    private Proof() {}

    /** Whether all of it runs ({@code -Pproof}), or a sample. */
    public static boolean isFull() {
        return "full".equals(System.getProperty("manticore.proof"));
    }

    /** All cases, or, outside of the profile, the first one alone. */
    public static <T> Stream<T> cases(List<T> all) {
        return all.stream().limit(isFull() ? all.size() : 1);
    }
}
