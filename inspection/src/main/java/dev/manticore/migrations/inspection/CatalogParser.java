package dev.manticore.migrations.inspection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CatalogWriter} writes, line by line. */
final class CatalogParser {
    private static final Pattern HEADER = Pattern.compile(Pattern.quote(CatalogWriter.HEADER) + "(\\d{1,4})");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(\\\\|u([0-9a-f]{4}))");

    private final String[] lines;
    private final Map<ObjectId, Map<Property, String>> objects = new LinkedHashMap<>();
    /** The object of the line before, behind the objects that it belongs to. */
    private final Deque<ObjectId> open = new ArrayDeque<>();

    private int next;

    CatalogParser(String text) {
        // Git may have changed the line ends. Carriage returns in values are escaped.
        this.lines = text.replace("\r\n", "\n").split("\n", -1);
    }

    Catalog parse() {
        Matcher header = HEADER.matcher(lines[next++]);
        if (!header.matches()) {
            throw wrong("a catalog begins with a line like \"" + CatalogWriter.HEADER + "18\"");
        }
        while (next < lines.length) {
            String line = lines[next++];
            if (!line.isEmpty()) {
                read(line);
            }
        }
        List<CatalogObject> all = new ArrayList<>();
        objects.forEach((id, properties) -> all.add(new CatalogObject(id, properties)));
        return new Catalog(Integer.parseInt(header.group(1)), all);
    }

    private void read(String line) {
        int blanks = line.length() - line.stripLeading().length();
        int depth = blanks / CatalogWriter.INDENT.length();
        if (blanks % CatalogWriter.INDENT.length() != 0 || depth > open.size()) {
            throw wrong("a line is two blanks deeper than the object that it belongs to");
        }
        while (open.size() > depth) {
            open.removeLast();
        }
        String rest = line.substring(blanks);
        int end = endOfKey(rest);
        String key = rest.substring(0, end);
        Property property = Property.labelled(key).orElse(null);
        if (property == null) {
            object(key, value(rest.substring(end), depth));
        } else if (open.isEmpty()) {
            throw wrong("\"" + key + "\" is a property, and has to be below an object");
        } else {
            String value = value(rest.substring(end), depth);
            put(open.getLast(), property, value == null ? CatalogWriter.YES : value);
        }
    }

    private void object(String key, @Nullable String value) {
        ObjectKind kind = kind(key);
        ObjectId id = new ObjectId(kind, key.substring(kind.toString().length() + 1), open.peekLast());
        if (objects.put(id, new EnumMap<>(Property.class)) != null) {
            throw wrong(id + " is there twice");
        }
        open.addLast(id);
        if (value != null) {
            Property main = kind.main();
            if (main == null) {
                throw wrong("nothing can follow the name of a " + kind);
            }
            put(id, main, value);
        }
    }

    private void put(ObjectId id, Property property, String value) {
        Map<Property, String> properties = objects.get(id);
        if (properties == null || properties.put(property, value) != null) {
            throw wrong("the property \"" + property + "\" is there twice");
        }
    }

    /** The longest label that the key begins with: {@code foreign table} is no {@code foreign}. */
    private ObjectKind kind(String key) {
        ObjectKind found = null;
        for (int blank = key.indexOf(' '); blank > 0; blank = key.indexOf(' ', blank + 1)) {
            Optional<ObjectKind> kind = ObjectKind.labelled(key.substring(0, blank));
            found = kind.orElse(found);
        }
        if (found == null) {
            throw wrong(
                    "a line begins with the kind of an object or with a property, and this one with \"" + key + "\"");
        }
        return found;
    }

    /** The colon behind the key: names in quotes may have some as well. */
    private static int endOfKey(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ':' && !quoted && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        return line.length();
    }

    /** What follows a key: nothing, a value in the same line, or one in the lines below. */
    private @Nullable String value(String rest, int depth) {
        if (rest.isEmpty()) {
            return null;
        }
        if (rest.length() > 1) {
            return rest.substring(2);
        }
        String indent = CatalogWriter.INDENT.repeat(depth + 1);
        List<String> block = new ArrayList<>();
        while (next < lines.length && isBlock(lines[next], indent)) {
            String line = lines[next++].substring(indent.length());
            String content = line.length() > 1 ? line.substring(2) : "";
            block.add(line.startsWith("|") ? content : unescaped(content));
        }
        if (block.isEmpty()) {
            throw wrong("a value has to follow in the lines below, each behind \"| \"");
        }
        return String.join("\n", block);
    }

    private static boolean isBlock(String line, String indent) {
        return line.startsWith(indent + "| ") || line.equals(indent + "|") || line.startsWith(indent + "\\ ");
    }

    private static String unescaped(String line) {
        return ESCAPE.matcher(line)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(2) == null ? "\\" : String.valueOf((char) Integer.parseInt(escape.group(2), 16))));
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("line " + next + ": " + expected);
    }
}
