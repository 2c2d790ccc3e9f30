package dev.manticore.migrations.internal.load;

import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/** What is in a file that several runs share. It is read once, and again after memory was short. Thread-safe. */
final class SharedContent {
    private SoftReference<OpenScript> kept = new SoftReference<>(null);

    /** Returns what was read; others wait while one reads. */
    synchronized OpenScript get(Supplier<OpenScript> reading) {
        OpenScript known = kept.get();
        if (known == null) {
            known = reading.get();
            kept = new SoftReference<>(known);
        }
        return known;
    }
}
