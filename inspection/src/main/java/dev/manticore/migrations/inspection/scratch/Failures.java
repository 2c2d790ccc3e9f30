package dev.manticore.migrations.inspection.scratch;

import org.jspecify.annotations.Nullable;

/** Collects what fails while all else is done nevertheless. Not thread-safe. */
final class Failures<E extends Exception> {
    private @Nullable E first;

    void add(E failure) {
        if (first == null) {
            first = failure;
        } else {
            first.addSuppressed(failure);
        }
    }

    /** Throws the first failure, with the others among its suppressed ones. Does nothing if there is none. */
    void throwFirst() throws E {
        if (first != null) {
            throw first;
        }
    }
}
