package dev.manticore.migrations.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates scripts: valid ones with known statements, and invalid ones. The same seed gives the same scripts. */
final class ScriptGenerator {

    private static final List<String> STATEMENTS = List.of(
            "SELECT 1",
            "SELECT 'a;''b', \"c\"\";\"",
            "SELECT E'it\\'s; x', e'\\\\'",
            "SELECT E'a'\n'\\';' -- c\n '\\''",
            "SELECT $$;'$$, $a$ $$ ; $a$, $é1_$;$é1_$",
            "SELECT $1, a$b$c, d$b$",
            "SELECT 1 /* ; /* ' */ \" */ + 2 -- ; '\n + 3",
            "SELECT U&'\\', u&\"\\\"\";\", B'01;', x'1F'",
            "SELECT a ? ';', b::text, c[1], d@> '{}', 1-/**/-1",
            "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b;)",
            "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE 1 WHEN 2 THEN 3 END; SELECT 1 AS end; END",
            "CREATE FUNCTION f() RETURNS int AS $f$ BEGIN RETURN ';'; END; $f$ LANGUAGE plpgsql",
            "DO $$ BEGIN PERFORM set_config('a', 'b', false); COMMIT; END $$",
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t (a)",
            "ALTER TABLE t ADD COLUMN IF NOT EXISTS a numeric(1, 2), DROP COLUMN IF EXISTS b",
            "SELECT * FROM t@{FORCE_INDEX=i} WHERE x = '\ud83d\ude00;'",
            "SET search_path = a, b",
            "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = false)");

    private static final List<String> ROWS = List.of("", "1\t;\n", "'\n\"\n$$\n/*\n", "\\.x\n\\\\.\n", "a\r\nb\n");

    private static final List<String> GAPS = List.of(
            " ",
            "\n",
            "\r\n",
            "\t",
            "-- c;'\n",
            "-- $$\r",
            "/* ; */",
            "/* /* ' */ */",
            ";",
            "\f",
            "\n\\restrict aB1\n");

    private static final List<String> PIECES = List.of(
            "'",
            "'",
            "''",
            "\"",
            "\"\"",
            "$",
            "$$",
            "$a$",
            "$1",
            "$é$",
            "\\",
            "\\'",
            "\\.",
            "\n\\.\n",
            "/*",
            "*/",
            "--",
            "\n",
            "\r",
            "\r\n",
            " ",
            ";",
            ";",
            "(",
            ")",
            "[",
            "]",
            "E'",
            "e",
            "U&'",
            "u&\"",
            "B'",
            "x'",
            "N'",
            "a",
            "_",
            "1",
            ".",
            ",",
            "=",
            "::",
            "?",
            "@",
            ":",
            "BEGIN ATOMIC ",
            "END",
            "CASE ",
            "CREATE ",
            "OR REPLACE ",
            "FUNCTION ",
            "COPY ",
            "t FROM STDIN",
            "TO ",
            "STDOUT",
            "DO ",
            "SELECT ",
            "INTO TEMP ",
            "SET ",
            "standard_conforming_strings",
            "=off",
            "'off'",
            "set_config(",
            "ALTER TABLE ",
            "ALTER SUBSCRIPTION ",
            "REINDEX ",
            "CONCURRENTLY ",
            "INDEX ",
            "ON ",
            "IF NOT EXISTS ",
            "WITH (",
            "DETACH PARTITION ",
            "LANGUAGE ",
            "EXPLAIN ",
            "CLUSTER ",
            "\\restrict a\n",
            "\\connect ",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00",
            "é",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\0",
            "\f",
            "\u000b",
            "-- manticore: ",
            "lock_timeout=5s ");

    private final Random random;

    ScriptGenerator(long seed) {
        this.random = new Random(seed);
    }

    /** A script and its expected statements. {@code rows} has the COPY data of each statement, empty for others. */
    record Valid(String script, List<String> statements, List<String> rows) {}

    Valid valid() {
        StringBuilder script = new StringBuilder();
        List<String> statements = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        script.append(gap());
        for (int left = random.nextInt(6); left > 0; left--) {
            if (random.nextInt(8) == 0) {
                String data = pick(ROWS);
                statements.add("COPY t (a) FROM STDIN");
                rows.add(data);
                script.append("COPY t (a) FROM STDIN ; -- c\n")
                        .append(data)
                        .append("\\.\n")
                        .append(gap());
            } else {
                String statement = pick(STATEMENTS);
                statements.add(statement);
                rows.add("");
                script.append(statement).append(gap());
                if (left > 1 || random.nextBoolean()) {
                    script.append(';').append(gap());
                }
            }
        }
        return new Valid(script.toString(), statements, rows);
    }

    /** White space and comments. The lines of pg_dump only follow a semicolon, since they cannot be inside a statement. */
    private String gap() {
        StringBuilder gap = new StringBuilder();
        for (int left = random.nextInt(4); left > 0; left--) {
            String piece = pick(GAPS);
            gap.append(piece.startsWith("\n\\") ? ";" : "").append(piece);
        }
        return gap.toString();
    }

    /** Pieces of SQL in random order. */
    String nonsense() {
        StringBuilder script = new StringBuilder();
        for (int left = random.nextInt(25); left > 0; left--) {
            script.append(random.nextInt(20) == 0 ? String.valueOf((char) random.nextInt(0x10000)) : pick(PIECES));
        }
        return script.toString();
    }

    /** A valid script with a few parts deleted, duplicated, inserted or replaced. */
    String mutation() {
        StringBuilder script = new StringBuilder(valid().script());
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            int at = random.nextInt(script.length() + 1);
            int end = Math.min(script.length(), at + random.nextInt(4));
            switch (random.nextInt(4)) {
                case 0 -> script.delete(at, end);
                case 1 -> script.insert(at, script.substring(at, end));
                case 2 -> script.insert(at, pick(PIECES));
                default -> script.replace(at, end, pick(PIECES));
            }
        }
        return script.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
