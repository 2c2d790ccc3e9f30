package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.inspection.scratch.ScratchException;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads all rows of a database: what seeds and migrations put in, which is little.
 *
 * @param leftOut the tables of the history
 */
record DataReader(TxRunner runner, List<String> leftOut) {
    /** No name has it. */
    private static final String SEPARATOR = "\u001f";

    /** Without partitions, whose rows the partitioned table has. */
    private static final String TABLES = """
        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relkind,
            c.oid::bigint AS oid,
            (SELECT string_agg(quote_ident(a.attname), chr(31) ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
            (SELECT string_agg(a.attnum::text, chr(31) ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS numbers,
            (SELECT string_agg(quote_ident(a.attname), chr(31) ORDER BY a.attnum) FROM pg_index i
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                WHERE i.indrelid = c.oid AND i.indisprimary) AS key
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
            AND n.nspname NOT IN ('pg_catalog', 'information_schema', '_manticore_seeds')
        ORDER BY 1\
        """;

    private static final String SEQUENCES = """
        SELECT quote_ident(s.schemaname) || '.' || quote_ident(s.sequencename) AS name, s.last_value,
            s.increment_by > 0 AS ascending,
            (SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_depend d
                JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
                    AND d.objid = (quote_ident(s.schemaname) || '.' || quote_ident(s.sequencename))::regclass) AS owner
        FROM pg_sequences s ORDER BY 1\
        """;

    /** The same for a copy of the database. */
    DataReader in(TxRunner copy) {
        return new DataReader(copy, leftOut);
    }

    /** The names of all tables. */
    static List<String> tables(TxRunner runner) {
        return ask(runner, List.of(TABLES)).get(0).stream()
                .map(row -> row.required("name"))
                .toList();
    }

    Data read() {
        List<Rows> answers = ask(runner, List.of(TABLES, SEQUENCES));
        List<Row> tables = answers.get(0).stream()
                .filter(row ->
                        row.has("columns") && row.text("columns") != null && !leftOut.contains(row.required("name")))
                .toList();
        return new Data(rows(tables), sequences(answers.get(1)));
    }

    private Map<String, Data.Table> rows(List<Row> tables) {
        Map<String, Data.Table> read = new LinkedHashMap<>();
        if (tables.isEmpty()) {
            return read;
        }
        List<String> queries = new ArrayList<>();
        for (Row table : tables) {
            queries.add("SELECT " + String.join("::text, ", columns(table)) + "::text FROM "
                    + (table.required("relkind").equals("p") ? "" : "ONLY ") + table.required("name"));
        }
        List<Rows> answers = ask(runner, queries);
        for (int index = 0; index < tables.size(); index++) {
            Row table = tables.get(index);
            String key = table.text("key");
            read.put(
                    table.required("name"),
                    new Data.Table(
                            Long.parseLong(table.required("oid")),
                            columns(table),
                            Stream.of(table.required("numbers").split(SEPARATOR))
                                    .map(Integer::valueOf)
                                    .toList(),
                            key == null ? List.of() : List.of(key.split(SEPARATOR)),
                            answers.get(index).values()));
        }
        return read;
    }

    private static List<String> columns(Row table) {
        return List.of(table.required("columns").split(SEPARATOR));
    }

    private static Map<String, Data.Sequence> sequences(Rows rows) {
        Map<String, Data.Sequence> read = new LinkedHashMap<>();
        rows.stream()
                .forEach(row -> read.put(
                        row.required("name"),
                        new Data.Sequence(
                                row.number("last_value"),
                                row.required("ascending").startsWith("t"),
                                row.text("owner"))));
        return read;
    }

    private static List<Rows> ask(TxRunner runner, List<String> queries) {
        try (TxSession session = runner.open()) {
            TxResult result = session.run(TxScript.autocommit(queries));
            return result.rows();
        } catch (TxFailure failure) {
            throw ScratchException.refused("The rows of the scratch database cannot be read", failure);
        }
    }
}
