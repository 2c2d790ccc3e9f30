package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of the default stores' tables. */
public final class TableName {
    /** Appended to the history table's name; gives the lease table's. */
    public static final String LEASE_SUFFIX = "_lease";

    /** Appended to the history table's name; gives the table of the repeatable migrations. */
    static final String REPEATABLE_SUFFIX = "_repeatable";

    /** Appended to the history table's name; gives the table of the checksums of contents, where a store needs one. */
    public static final String CHECKSUMS_SUFFIX = "_checksums";

    // PostgreSQL truncates longer identifiers without an error (NAMEDATALEN - 1 bytes).
    private static final int LONGEST_IDENTIFIER = 63;

    private static final Pattern QUOTED_END = Pattern.compile("(?:^|\\.)\"((?:[^\"]|\"\")*)\"$");

    private TableName() {}

    /**
     * Checks the lengths of names, and leaves room for the longest suffix.
     *
     * @throws IllegalArgumentException when a name is empty or too long
     */
    public static void check(@Nullable String schema, String historyTable) {
        int longest = LONGEST_IDENTIFIER - REPEATABLE_SUFFIX.length();
        if (historyTable.isEmpty() || historyTable.getBytes(UTF_8).length > longest) {
            throw new IllegalArgumentException("the history table's name must be 1 to " + longest
                    + " bytes long, but is \"" + historyTable + "\"");
        }
        if (schema != null && (schema.isEmpty() || schema.getBytes(UTF_8).length > LONGEST_IDENTIFIER)) {
            throw new IllegalArgumentException(
                    "the schema's name must be 1 to " + LONGEST_IDENTIFIER + " bytes long, but is \"" + schema + "\"");
        }
    }

    /** Both names, quoted, or the table's alone if {@code schema} is null. */
    public static String qualified(@Nullable String schema, String table) {
        return schema == null ? identifier(table) : identifier(schema) + "." + identifier(table);
    }

    /** A query that fails (22012) unless the current schema has such a table; one of a later schema is another application's. */
    public static String requireInCurrentSchema(String table) {
        return "SELECT 1 / count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid ="
                + " c.relnamespace WHERE c.relname = " + literal(table) + " AND n.nspname = current_schema()";
    }

    /**
     * The table's name alone, not quoted.
     *
     * @param name as in SQL: quoted or not, with or without a schema
     */
    public static String unqualified(String name) {
        Matcher quoted = QUOTED_END.matcher(name);
        return quoted.find() ? quoted.group(1).replace("\"\"", "\"") : name.substring(name.lastIndexOf('.') + 1);
    }
}
