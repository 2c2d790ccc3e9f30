package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.Sql;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What asks a server for its catalog, made of the sections of {@code catalog.sql} and {@code changes.sql}. */
final class CatalogQueries {
    private static final Pattern SECTION = Pattern.compile("^--! .+?(?: (since|until) (\\d+))?\\n", Pattern.MULTILINE);

    /**
     * One snapshot for all queries, which can change nothing, and output that no setting of a role or a database changes. PostgreSQL
     * runs a message as one transaction (protocol documentation, "Multiple Statements in a Simple Query"), so that nothing of this
     * outlasts it.
     */
    private static final List<String> SETTINGS = List.of(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            "SET LOCAL search_path = pg_catalog",
            "SET LOCAL TimeZone = 'UTC'",
            "SET LOCAL DateStyle = 'ISO, MDY'",
            "SET LOCAL IntervalStyle = postgres",
            "SET LOCAL extra_float_digits = 1",
            "SET LOCAL bytea_output = hex",
            "SET LOCAL quote_all_identifiers = off");

    private CatalogQueries() {}

    /**
     * The message.
     *
     * @param schema the schema to read, not quoted; null for the whole database
     */
    static TxScript script(Database database, @Nullable String schema) {
        return TxScript.autocommit(inSettings(queries(database, schema)));
    }

    /** Statements behind the settings that they need. */
    static List<String> inSettings(List<String> statements) {
        return Stream.concat(SETTINGS.stream(), statements.stream()).toList();
    }

    /** The queries, see {@link #script}. */
    static List<String> queries(Database database, @Nullable String schema) {
        return queries(database, schema, "true");
    }

    /**
     * Queries for the same, but of relations only for the composite types and for those whose OIDs are in the parameter {@code $1}, an
     * {@code oid[]}; those of their indexes and sequences have to be in it, too.
     */
    static List<String> queriesForSome(Database database) {
        return queries(
                database,
                null,
                "c.oid = ANY ($1 || ARRAY(SELECT oid FROM pg_class WHERE oid >= 16384 AND relkind = 'c'))");
    }

    private static List<String> queries(Database database, @Nullable String schema, String relations) {
        return sections("catalog.sql", database).stream()
                .map(query -> query.replace("{schema}", schema == null ? "true" : "n.nspname = " + Sql.literal(schema))
                        .replace("{whole}", String.valueOf(schema == null))
                        .replace("{relations}", relations))
                .toList();
    }

    /** What state each relation is in, and all that is no relation. */
    static String state(Database database) {
        return sections("changes.sql", database).get(0);
    }

    /** The relations that the changes of those affect whose OIDs are in the parameter {@code $1}. */
    static String affected(Database database) {
        return sections("changes.sql", database).get(1);
    }

    /** The answers to the statements behind {@link #inSettings the settings}. */
    static List<Rows> answers(TxResult result) {
        return result.rows().subList(SETTINGS.size(), result.rows().size());
    }

    /** The sections of a file, each behind the common one. */
    private static List<String> sections(String file, Database database) {
        String text = text(file);
        List<String> sections = new ArrayList<>();
        Matcher section = SECTION.matcher(text);
        for (boolean found = section.find(); found; ) {
            boolean holds = section.group(1) == null
                    || section.group(1).equals("since")
                            == database.isAtLeast(
                                    version(section) + (section.group(1).equals("until") ? 1 : 0), 0);
            int start = section.end();
            found = section.find();
            if (holds) {
                sections.add(text.substring(start, found ? section.start() : text.length())
                        .strip());
            }
        }
        String common = sections.remove(0);
        return sections.stream().map(query -> "WITH " + common + query).toList();
    }

    private static int version(Matcher section) {
        return Integer.parseInt(section.group(2));
    }

    private static String text(String name) {
        try (InputStream file = CatalogQueries.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
