package dev.manticore.migrations.internal.sql.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A long text as UTF-8, piece by piece: all of its bytes at once would take as much memory as the text itself. */
public final class Utf8Chunks {
    private static final int CHARACTERS = 64 * 1024;

    private Utf8Chunks() {}

    /** The bytes of the text in order; no chunk if the text is empty. */
    public static Stream<byte[]> of(String text) {
        int chunks = (int) (((long) text.length() + CHARACTERS - 1) / CHARACTERS);
        return IntStream.range(0, chunks)
                .mapToObj(i -> text.substring(start(text, (long) i * CHARACTERS), start(text, (i + 1L) * CHARACTERS))
                        .getBytes(UTF_8));
    }

    /** Never between the two halves of a character. */
    private static int start(String text, long at) {
        if (at >= text.length()) {
            return text.length();
        }
        int index = (int) at;
        boolean inside = index > 0
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return inside ? index + 1 : index;
    }
}
