package dev.manticore.migrations.internal.load;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in a file that several runs share. It is read once, and again after memory was short: it has to be the same then, so that all
 * runs execute the same. Thread-safe.
 */
final class SharedContent {
    private final String origin;
    private final Function<OpenScript, Reference<OpenScript>> keeping;
    private Reference<OpenScript> kept = new SoftReference<>(null);
    private @Nullable String checksum;

    /** @param keeping makes the reference that decides how long the content stays in memory */
    SharedContent(String origin, Function<OpenScript, Reference<OpenScript>> keeping) {
        this.origin = origin;
        this.keeping = keeping;
    }

    /** Returns what was read; others wait while one reads. */
    synchronized OpenScript get(Supplier<OpenScript> reading) {
        OpenScript known = kept.get();
        if (known == null) {
            OpenScript read = reading.get();
            known = checksum == null ? read : read.unlessChanged(checksum, origin);
            checksum = checksum == null && !read.isUnreadable() ? read.checksum() : checksum;
            kept = keeping.apply(known);
        }
        return known;
    }
}
