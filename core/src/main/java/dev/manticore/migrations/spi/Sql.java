package dev.manticore.migrations.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Quoting, for history stores. Every name and value that goes into SQL text goes through here. */
public final class Sql {
    private Sql() {}

    /**
     * An identifier, in double quotes.
     *
     * @throws IllegalArgumentException when it holds a NUL character
     */
    public static String identifier(String name) {
        refuseNul(name);
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * A string literal. One with a backslash is written as {@code E'..'}, which means the same whether
     * {@code standard_conforming_strings} is on or, set so by the script before it, off.
     *
     * @param value null for {@code NULL}
     * @throws IllegalArgumentException when it holds a NUL character
     */
    public static String literal(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        refuseNul(value);
        String quoted = value.replace("'", "''");
        return quoted.indexOf('\\') < 0 ? "'" + quoted + "'" : "E'" + quoted.replace("\\", "\\\\") + "'";
    }

    /** An interval; make_interval is missing from old CockroachDB versions. */
    public static String interval(Duration duration) {
        return "INTERVAL '" + duration.toMillis() + " milliseconds'";
    }

    private static void refuseNul(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be part of SQL");
        }
    }
}
