package dev.manticore.migrations.settings.json;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.manticore.migrations.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON documents. */
public final class JsonText {
    private static final JSON WRITER = JSON.builder()
            .enable(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
            .build();

    private JsonText() {}

    /**
     * Writes a document of maps, lists, texts, numbers, booleans and null, with nothing that a terminal would interpret, and
     * without a line end behind it.
     */
    public static String of(Object document) {
        try {
            return escaped(WRITER.asString(document));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The writer leaves characters that a terminal would interpret. Outside of texts there are only line ends. */
    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || Printable.isPlain(c)) {
                escaped.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    escaped.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return escaped.toString();
    }
}
