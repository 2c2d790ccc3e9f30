package dev.manticore.migrations.inspection;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a catalog as text. A line is an object or a property, two blanks deeper than the object that it belongs to, with the value behind
 * a colon. A value that has several lines, or would not survive as it is, has its lines below, each behind a bar, or behind a
 * backslash if characters in it are written as Java does.
 */
final class CatalogWriter {
    static final String HEADER = "-- PostgreSQL ";
    static final String INDENT = "  ";
    static final String YES = "yes";

    private final StringBuilder text = new StringBuilder();

    private CatalogWriter() {}

    static String write(Catalog catalog) {
        CatalogWriter writer = new CatalogWriter();
        writer.text.append(HEADER).append(catalog.version()).append('\n');
        catalog.objects().forEach(writer::write);
        return writer.text.toString();
    }

    private void write(CatalogObject object) {
        ObjectId id = object.id();
        if (id.parent() == null) {
            text.append('\n');
        }
        int depth = depth(id);
        Property main = object.kind().main();
        line(depth, object.kind() + " " + id.name(), main == null ? null : object.get(main));
        for (Map.Entry<Property, String> property : object.properties().entrySet()) {
            if (property.getKey() != main) {
                boolean flag = property.getValue().equals(YES);
                line(depth + 1, property.getKey().toString(), flag ? null : property.getValue());
            }
        }
    }

    private static int depth(ObjectId id) {
        return id.parent() == null ? 0 : depth(id.parent()) + 1;
    }

    private void line(int depth, String key, @Nullable String value) {
        text.append(INDENT.repeat(depth)).append(key);
        if (value == null) {
            text.append('\n');
        } else if (isPlain(value)) {
            text.append(": ").append(value).append('\n');
        } else {
            text.append(":\n");
            for (String line : value.split("\n", -1)) {
                text.append(INDENT.repeat(depth + 1)).append(block(line)).append('\n');
            }
        }
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.equals(value.strip()) && !value.equals(YES) && !needsEscape(value);
    }

    private static String block(String line) {
        return needsEscape(line) ? "\\ " + escaped(line) : line.isEmpty() ? "|" : "| " + line;
    }

    /** Whether there are characters that an editor or a terminal may change or act on. */
    private static boolean needsEscape(String line) {
        return line.chars().anyMatch(CatalogWriter::isControl);
    }

    private static boolean isControl(int c) {
        return (Character.isISOControl(c) && c != '\t') || c == '\u2028' || c == '\u2029';
    }

    private static String escaped(String line) {
        return line.chars()
                .mapToObj(
                        c -> c == '\\' ? "\\\\" : isControl(c) ? String.format("\\u%04x", c) : String.valueOf((char) c))
                .collect(Collectors.joining());
    }
}
