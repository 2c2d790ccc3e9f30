package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement does to schemas or tables after which they are no longer found under their names.
 *
 * @param kind what it does, and to what
 * @param names of the schemas or tables; each in parts, not quoted, as the server understands them
 */
public record Displacement(Kind kind, List<List<String>> names) {

    /** What is done, and to what. */
    public enum Kind {
        SCHEMA_DROPPED,
        SCHEMA_RENAMED,
        TABLE_DROPPED,
        TABLE_RENAMED,
        TABLE_MOVED
    }

    /** Reads a statement from its start. Returns empty if it is none of these. */
    public static Optional<Displacement> of(TokenCursor tokens) {
        boolean drops = tokens.accept("DROP");
        if (!drops && !tokens.accept("ALTER")) {
            return Optional.empty();
        }
        boolean schema = tokens.accept("SCHEMA");
        if (!schema && !tokens.accept("TABLE")) {
            return Optional.empty();
        }
        tokens.acceptAll("IF", "EXISTS");
        if (!drops) {
            tokens.accept("ONLY");
        }
        List<List<String>> names = new ArrayList<>();
        do {
            names.add(name(tokens));
        } while (drops && tokens.accept(','));
        if (drops) {
            return Optional.of(new Displacement(schema ? Kind.SCHEMA_DROPPED : Kind.TABLE_DROPPED, names));
        }
        if (tokens.acceptAll("RENAME", "TO")) {
            return Optional.of(new Displacement(schema ? Kind.SCHEMA_RENAMED : Kind.TABLE_RENAMED, names));
        }
        return !schema && tokens.acceptAll("SET", "SCHEMA")
                ? Optional.of(new Displacement(Kind.TABLE_MOVED, names))
                : Optional.empty();
    }

    /** The parts of a name that is written in SQL, e.g. {@code public."T"}. */
    public static List<String> parts(String name) {
        return name(new TokenCursor(name, 0, name.length(), false));
    }

    /** The first parts of all names in a text that have at least this many parts; none where it cannot be read. */
    public static Set<String> qualifiers(String text, int parts) {
        Set<String> found = new HashSet<>();
        try {
            TokenCursor tokens = new TokenCursor(text, 0, text.length(), false);
            while (!tokens.atEnd()) {
                String qualified = tokens.qualifiedName();
                if (qualified.isEmpty()) {
                    tokens.advance();
                } else if (parts(qualified).size() >= parts) {
                    found.add(parts(qualified).get(0));
                }
            }
        } catch (SqlSyntaxException cutOff) {
            return Set.of();
        }
        return found;
    }

    private static List<String> name(TokenCursor tokens) {
        List<String> parts = new ArrayList<>();
        do {
            String part = tokens.atEnd() ? "" : tokens.value();
            parts.add(
                    part.startsWith("\"")
                            ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                            : part.toLowerCase(Locale.ROOT));
            tokens.advance();
        } while (tokens.accept('.'));
        return parts;
    }

    /**
     * Whether a table is among what is no longer found, or its schema is.
     *
     * @param table in parts, the schema first if it is known
     */
    public boolean concerns(List<String> table) {
        String last = table.get(table.size() - 1);
        Optional<String> schema = table.size() < 2 ? Optional.empty() : Optional.of(table.get(table.size() - 2));
        return names.stream().anyMatch(name -> switch (kind) {
            case SCHEMA_DROPPED, SCHEMA_RENAMED -> schema.equals(Optional.of(name.get(name.size() - 1)));
            case TABLE_DROPPED, TABLE_RENAMED, TABLE_MOVED ->
                last.equals(name.get(name.size() - 1))
                        && (name.size() < 2 || schema.isEmpty() || schema.get().equals(name.get(name.size() - 2)));
        });
    }
}
