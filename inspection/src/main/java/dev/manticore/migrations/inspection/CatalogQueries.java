package dev.manticore.migrations.inspection;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Sql;
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

/** The message that asks a server for its catalog, made of the sections of {@code catalog.sql}. */
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
        List<String> sections = sections(database);
        String common = sections.get(0);
        return sections.stream()
                .skip(1)
                .map(query -> "WITH " + common + query)
                .map(query -> query.replace("{schema}", schema == null ? "true" : "n.nspname = " + Sql.literal(schema))
                        .replace("{whole}", String.valueOf(schema == null)))
                .toList();
    }

    /** How many answers come before those of the queries. */
    static int settings() {
        return SETTINGS.size();
    }

    private static List<String> sections(Database database) {
        String text = text();
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
        return sections;
    }

    private static int version(Matcher section) {
        return Integer.parseInt(section.group(2));
    }

    private static String text() {
        try (InputStream file = CatalogQueries.class.getResourceAsStream("catalog.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
