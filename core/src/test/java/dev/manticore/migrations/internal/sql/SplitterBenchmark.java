package dev.manticore.migrations.internal.sql;

import java.util.List;
import java.util.Locale;

/** Measures how fast scripts are split and classified. Run it manually with {@code java -cp .. SplitterBenchmark}; the build does not run it. */
final class SplitterBenchmark {

    private static final List<String> DDL = List.of(
            "-- the accounts of a customer\nCREATE TABLE IF NOT EXISTS account (id BIGINT PRIMARY KEY, name TEXT NOT NULL DEFAULT 'none');\n",
            "ALTER TABLE account ADD COLUMN IF NOT EXISTS balance NUMERIC(12, 2), ALTER COLUMN name SET NOT NULL;\n",
            "CREATE INDEX CONCURRENTLY account_name ON account (lower(name)) WHERE balance > 0;\n",
            "CREATE FUNCTION f() RETURNS trigger AS $body$ BEGIN NEW.changed := now(); RETURN NEW; END; $body$ LANGUAGE plpgsql;\n",
            "INSERT INTO account (id, name) SELECT id, E'it\\'s ' || name FROM customer WHERE created > now() - interval '1 day';\n");

    private SplitterBenchmark() {}

    public static void main(String[] arguments) {
        int megabytes = 8;
        measure("mixed", repeat(String.join("", DDL), megabytes));
        measure("mixed, beyond Latin-1", repeat(String.join("", DDL) + "-- 数\n", megabytes));
        measure(
                "one INSERT of many rows",
                "INSERT INTO t VALUES " + repeat("(1, 'abc', 2.5, NULL),\n", megabytes) + "(1);");
        measure("SELECT of many calls", "SELECT " + repeat("coalesce(a, 'b') + 1,\n", megabytes) + "1;");
        measure("COPY", "COPY t FROM STDIN;\n" + repeat("1\tabc\t2.5\t\\N\n", megabytes) + "\\.\n");
        measure("a long string", "SELECT '" + repeat("it''s a line of text\n", megabytes) + "';");
        measure(
                "nested calls of set_config",
                "SELECT " + "set_config('a', ".repeat(200_000) + "1" + ", true)".repeat(200_000) + ";");
        measure("unclosed tags", "SELECT " + repeat("$a ", megabytes) + ";");
    }

    private static String repeat(String part, int megabytes) {
        return part.repeat(megabytes * 1_000_000 / part.length());
    }

    private static void measure(String name, String script) {
        double best = 0;
        int statements = 0;
        for (int i = 0; i < 12; i++) {
            long start = System.nanoTime();
            statements = SqlSplitter.split(script).statements().size();
            best = Math.max(best, script.length() * 1e3 / (System.nanoTime() - start));
        }
        System.out.printf(Locale.ROOT, "%-28s %7.0f MB/s  (%d statements)%n", name, best, statements);
    }
}
