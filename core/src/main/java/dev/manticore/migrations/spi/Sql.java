package dev.manticore.migrations.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** SQL text, for stores. Every name and value that becomes part of it has to be quoted here. */
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

    /**
     * An INSERT, UPDATE or DELETE that fails with SQLSTATE 22012 where it changes no row, e.g. because a trigger
     * returned NULL or a row-level security policy hides the row. Where a rule rewrites the change, PostgreSQL refuses it
     * with 0A000. A client cannot check the number of rows itself: that arrives after {@code COMMIT}.
     *
     * @param change without {@code RETURNING} and without a semicolon
     */
    public static String requiringRow(String change) {
        return "WITH written AS (" + change + " RETURNING 1) SELECT 1 / count(*) FROM written";
    }

    private static void refuseNul(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be part of SQL");
        }
    }
}
