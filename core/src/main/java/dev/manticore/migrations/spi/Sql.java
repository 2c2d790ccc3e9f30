package dev.manticore.migrations.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Quoting, for stores. Every name and value that becomes part of SQL text has to go through here. */
public final class Sql {
    private Sql() {}

    /**
     * An identifier in double quotes.
     *
     * @throws IllegalArgumentException if it contains a NUL character
     */
    public static String identifier(String name) {
        refuseNul(name);
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * A string literal. A text with a backslash becomes {@code E'..'}, which means the same with {@code
     * standard_conforming_strings} on and off; a script may change that setting.
     *
     * @param value null for {@code NULL}
     * @throws IllegalArgumentException if it contains a NUL character
     */
    public static String literal(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        refuseNul(value);
        String quoted = value.replace("'", "''");
        return quoted.indexOf('\\') < 0 ? "'" + quoted + "'" : "E'" + quoted.replace("\\", "\\\\") + "'";
    }

    /** An interval in milliseconds, as a literal: old versions of CockroachDB lack {@code make_interval}. */
    public static String interval(Duration duration) {
        return "INTERVAL '" + duration.toMillis() + " milliseconds'";
    }

    private static void refuseNul(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be part of SQL");
        }
    }
}
