package dev.manticore.migrations.it.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A directory of migrations as Flyway's users have them, drawn with a seed and grown in three stages: dotted versions,
 * leading zeros, subdirectories, repeatable migrations that change, placeholders, callbacks, baseline scripts, CRLF, byte order marks, settings files,
 * and versions that come late.
 */
final class FlywayFiles {
    static final int STAGES = 3;
    static final Map<String, String> PLACEHOLDERS = Map.of("owner", "Zoë's \"x\"", "empty", "");

    private static final Map<String, String> CALLBACKS = Map.of(
            "beforeMigrate__trace.sql", "CREATE TABLE IF NOT EXISTS trace (what TEXT);",
            "beforeEachMigrate.sql", "INSERT INTO trace VALUES ('before each');",
            "afterEachMigrate.sql", "INSERT INTO trace VALUES ('after each ${flyway:table}');",
            "afterMigrate.sql", "INSERT INTO trace VALUES ('after');");

    private final Random random;
    private final boolean late;
    private final List<Map<String, String>> stages = new ArrayList<>();
    private final List<int[]> versions = new ArrayList<>();
    private final List<String> repeatables = new ArrayList<>();
    private int tables;

    FlywayFiles(long seed) {
        this.random = new Random(seed);
        this.late = random.nextInt(3) == 0;
        for (int stage = 0; stage < STAGES; stage++) {
            stages.add(stage(stage));
        }
        if (random.nextInt(3) == 0) {
            stages.get(0).putAll(CALLBACKS);
        }
        if (!late && random.nextInt(4) == 0) {
            int[] version = versions.get(0);
            stages.get(0)
                    .put(
                            "B" + version[0] + "." + version[1] + "." + version[2] + "__all_of_it.sql",
                            file("CREATE TABLE all_of_it (id BIGINT);\n"));
        }
    }

    /** Whether versions come late, which both tools have to be allowed. */
    boolean late() {
        return late;
    }

    /** Writes what a stage adds and changes. */
    void write(int stage, Path directory) {
        stages.get(stage).forEach((name, text) -> {
            try {
                Path file = directory.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, text.getBytes(UTF_8));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private Map<String, String> stage(int stage) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            String name = directory() + "V" + version(stage) + "__" + description() + ".sql";
            files.put(name, file(script()));
            if (random.nextInt(6) == 0) {
                files.put(name + ".conf", "executeInTransaction=" + (random.nextInt(3) != 0) + "\n");
            }
        }
        if (repeatables.size() < 3 && random.nextBoolean()) {
            String name = directory() + "R__" + description() + repeatables.size() + ".sql";
            repeatables.add(name);
            files.put(name, file(repeatable(repeatables.size())));
        }
        for (int index = 0; index < repeatables.size(); index++) {
            if (random.nextInt(3) == 0) {
                files.put(repeatables.get(index), file(repeatable(index + 1)));
            }
        }
        return files;
    }

    private String directory() {
        return random.nextInt(3) == 0 ? "shop/orders/" : "";
    }

    private String description() {
        List<String> words = List.of("add_orders", "a_Test (1)", "x", "größer", "two__lines", "drop_nothing");
        return words.get(random.nextInt(words.size()));
    }

    /** Above all others, or, if versions may come late, below the last one. */
    private String version(int stage) {
        int[] highest = versions.isEmpty() ? new int[] {0, 0, 0} : versions.get(versions.size() - 1);
        int[] next = highest.clone();
        if (late && stage > 0 && random.nextInt(3) == 0 && highest[0] > 1) {
            next = new int[] {highest[0] - 1, 500 + tables, 1};
        } else {
            int place = random.nextInt(3);
            next[place]++;
            for (int lower = place + 1; lower < 3; lower++) {
                next[lower] = 0;
            }
            versions.add(next);
        }
        String separator = random.nextBoolean() ? "." : "_";
        String zeros = random.nextInt(4) == 0 ? "00" : "";
        String text = zeros + next[0] + separator + next[1] + separator + next[2];
        return next[1] == 0 && next[2] == 0 && random.nextBoolean() ? zeros + next[0] : text;
    }

    private String script() {
        int table = ++tables;
        StringBuilder sql = new StringBuilder("CREATE TABLE t" + table + " (id BIGINT PRIMARY KEY, n TEXT);\n");
        List<String> further = List.of(
                "INSERT INTO t" + table + " VALUES (1, 'a;b'), (2, '${empty}');\n",
                "COMMENT ON TABLE t" + table + " IS '${flyway:defaultSchema} ${flyway:table} ${flyway:filename}';\n",
                "ALTER TABLE t" + table + " ADD COLUMN m INT DEFAULT 7; -- ünïcode ☃\n",
                "CREATE INDEX ON t" + table + " (n);\n\n\n",
                "CREATE FUNCTION f" + table + "() RETURNS INT LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;\n",
                "/* a comment; with 'quotes */\nCREATE VIEW w" + table + " AS SELECT n FROM t" + table + ";\n",
                "COMMENT ON COLUMN t" + table + ".n IS $c$${owner}$c$;\n");
        for (String statement : further) {
            if (random.nextInt(3) == 0) {
                sql.append(statement);
            }
        }
        return sql.toString();
    }

    private String repeatable(int number) {
        return "CREATE OR REPLACE VIEW r" + number + " AS SELECT " + random.nextInt(1000)
                + " AS n, '${flyway:user}' AS u;\n";
    }

    /** With the ends of lines, and the beginning, that an editor chose. */
    private String file(String text) {
        String ends = random.nextInt(3) == 0 ? text.replace("\n", "\r\n") : text;
        String end = random.nextInt(4) == 0 ? ends.stripTrailing() : ends;
        return (random.nextInt(5) == 0 ? "\uFEFF" : "") + end;
    }
}
