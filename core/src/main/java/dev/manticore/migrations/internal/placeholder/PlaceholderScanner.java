package dev.manticore.migrations.internal.placeholder;

import dev.manticore.migrations.Placeholders;
import java.util.Optional;

/**
 * Finds the placeholders of a text, one after the other, in linear time. The rules are Flyway's, found by running it: they
 * count in comments, strings and COPY data as well; a name reaches up to the next suffix, whatever it is made of; and two
 * characters that are the prefix's first one are passed over together, so that {@code $${a}} is none and {@code $$${a}} is
 * one.
 */
final class PlaceholderScanner {

    /**
     * What looks like a placeholder.
     *
     * @param start UTF-16 index of its prefix
     * @param end UTF-16 index after its suffix, or after its prefix if it has no suffix
     * @param name what is between them; empty if it has no suffix
     * @param closed whether it has a suffix
     */
    record Found(int start, int end, String name, boolean closed) {}

    private final String text;
    private final String prefix;
    private final String suffix;
    private int at;

    PlaceholderScanner(String text, Placeholders placeholders) {
        this.text = text;
        this.prefix = placeholders.prefix();
        this.suffix = placeholders.suffix();
    }

    /** The next one; empty at the end of the text, and after one that has no suffix. */
    Optional<Found> next() {
        char first = prefix.charAt(0);
        for (int start = text.indexOf(first, at); start >= 0; start = text.indexOf(first, start)) {
            if (text.startsWith(prefix, start)) {
                Found found = found(start);
                at = found.closed() ? found.end() : text.length();
                return Optional.of(found);
            }
            boolean doubled = start + 1 < text.length() && text.charAt(start + 1) == first;
            start += doubled ? 2 : 1;
        }
        at = text.length();
        return Optional.empty();
    }

    private Found found(int start) {
        int nameStart = start + prefix.length();
        int nameEnd = text.indexOf(suffix, nameStart);
        return nameEnd < 0
                ? new Found(start, nameStart, "", false)
                : new Found(start, nameEnd + suffix.length(), text.substring(nameStart, nameEnd), true);
    }
}
