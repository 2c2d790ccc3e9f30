package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import dev.manticore.migrations.spi.TxStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was seen behind a statement: a function of {@code observe.sql} writes it into a temporary table, in the statement's own
 * transaction, and it is read when that has committed.
 *
 * @param rows by catalog and OID
 */
record Observation(List<Seen> rows) {
    private static final Pattern FRESH = Pattern.compile("\\{fresh:(\\w+)}");
    private static final int VALUES = 11;

    /**
     * One fact.
     *
     * @param what {@code item}: an object that is new or changed; {@code gone}: one that was dropped; {@code alive}: all that are
     *     there; {@code lock}, {@code scan}, {@code settings}
     * @param catalog the system catalog that has the object, without {@code pg_}
     * @param sub the number of a column
     * @param parent what the object belongs to, or 0
     */
    record Seen(
            String what, String catalog, long oid, int sub, long parent, String name, List<@Nullable String> values) {

        boolean is(String expected) {
            return what.equals(expected);
        }

        Item.Key key() {
            return new Item.Key(catalog, oid, sub);
        }
    }

    /** The setting behind the statement. */
    String lockTimeout() {
        return rows.stream()
                .filter(seen -> seen.is("settings"))
                .map(seen -> String.valueOf(seen.values().get(0)))
                .findFirst()
                .orElse("0");
    }

    /**
     * Whether a relation was made and dropped meanwhile. Whatever writes a table anew makes such a one, but for a change of its
     * tablespace.
     *
     * @param schema as it was before
     */
    boolean hasPassing(Schema schema) {
        return rows.stream()
                .anyMatch(seen -> seen.is("gone") && seen.catalog().equals("class") && schema.find(seen.key()) == null);
    }

    /**
     * Prepares a session. The cost of a row is set high: the planner then reads small tables by an index where it would do so with
     * large ones.
     */
    static void prepare(TxSession session) throws TxFailure {
        List<TxStatement> statements =
                new ArrayList<>(setup().stream().map(TxStatement::of).toList());
        statements.add(TxStatement.of("SET cpu_tuple_cost = 10"));
        session.run(TxScript.transaction(statements));
    }

    private static List<String> setup() {
        try (InputStream file = Observation.class.getResourceAsStream("observe.sql")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            String fresh = FRESH.matcher(text)
                    .replaceAll("(reading = 'all'"
                            + " OR (reading = 'own' AND (($1.xmin = own AND $1.cmin::text::bigint > seen.command)"
                            + " OR age($1.xmin) < 0))"
                            + " OR (reading = 'since' AND age($1.xmin) <= age(seen.oldest)))");
            return List.of(fresh.replace("{user:n}", "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'")
                    .split("\n;\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The statement that writes an observation. */
    static TxStatement write(int place) {
        return TxStatement.of("SELECT pg_temp.manticore_observe(" + place + ")");
    }

    /** Reads what was written, by place, and deletes it. */
    static Map<Integer, Observation> read(TxSession session) throws TxFailure {
        Rows rows = session.run(TxScript.autocommit(List.of(
                        "SELECT place, what, catalog, oid, sub, parent, name, v[1] AS v1, v[2] AS v2, v[3] AS v3, v[4] AS v4,"
                                + " v[5] AS v5, v[6] AS v6, v[7] AS v7, v[8] AS v8, v[9] AS v9, v[10] AS v10, v[11] AS v11,"
                                + " CASE WHEN what = 'alive' THEN array_to_string(v, ' ') END AS alive"
                                + " FROM pg_temp.manticore_observed"
                                // Tables come before their indexes.
                                + " ORDER BY place, array_position(ARRAY['type', 'class', 'attribute', 'constraint', 'enum',"
                                + " 'proc', 'trigger', 'policy'], catalog), catalog = 'class' AND parent IS NOT NULL, oid, sub",
                        "DELETE FROM pg_temp.manticore_observed")))
                .rows()
                .get(0);
        Map<Integer, List<Seen>> places = new TreeMap<>();
        rows.stream()
                .forEach(row -> places.computeIfAbsent(Integer.valueOf(row.required("place")), at -> new ArrayList<>())
                        .add(seen(row)));
        Map<Integer, Observation> observations = new TreeMap<>();
        places.forEach((place, seen) -> observations.put(place, new Observation(List.copyOf(seen))));
        return observations;
    }

    private static Seen seen(Row row) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= VALUES; i++) {
            values.add(row.text("v" + i));
        }
        String alive = row.text("alive");
        return new Seen(
                row.required("what"),
                Objects.requireNonNullElse(row.text("catalog"), ""),
                number(row, "oid"),
                (int) number(row, "sub"),
                number(row, "parent"),
                alive == null ? Objects.requireNonNullElse(row.text("name"), "") : alive,
                values);
    }

    private static long number(Row row, String column) {
        return Objects.requireNonNullElse(row.number(column), 0L);
    }
}
