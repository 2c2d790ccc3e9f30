package dev.manticore.migrations.testing;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;

/**
 * Measures what a migrated database for each of 200 tests costs with 500 migrations. Run {@code main} from an IDE, or with the
 * test class path. The first argument is the number of runs of which the median is taken, 5 by default. The server's data is in
 * the directory for temporary files: {@code -Djava.io.tmpdir=..} chooses the disk.
 */
final class TestDatabasesBenchmark {
    private static final int MIGRATIONS = 500;
    private static final int TESTS = 200;

    private final Path directory;
    private final int runs;

    private TestDatabasesBenchmark(Path directory, int runs) {
        this.directory = directory;
        this.runs = runs;
    }

    /** What is measured. */
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String... arguments) throws Exception {
        Path directory = Files.createTempDirectory("benchmark");
        writeMigrations(directory);
        new TestDatabasesBenchmark(directory, arguments.length == 0 ? 5 : Integer.parseInt(arguments[0])).measure();
        System.exit(0);
    }

    private static void writeMigrations(Path directory) throws IOException {
        for (int version = 1; version <= MIGRATIONS; version++) {
            String sql = version % 2 == 1
                    ? "CREATE TABLE t%d (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL);\n"
                            .formatted(version)
                    : "ALTER TABLE t%d ADD created_at TIMESTAMPTZ NOT NULL DEFAULT now();\n".formatted(version - 1);
            Files.writeString(directory.resolve("V%d__step.sql".formatted(version)), sql);
        }
    }

    private void measure() throws Exception {
        System.out.printf(
                "%d processors, Java %s, PostgreSQL %s, medians of %d%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                SharedServer.running().version(),
                runs);
        TestDatabasesBuilder builder =
                TestDatabases.of(FilesystemSource.of(directory)).server(new SharedServer());
        String template = MigrationState.of(builder).template();
        row("ours, template made first", TESTS, () -> {
            forget(template);
            copies(builder, TESTS);
        });
        row("ours, template there", TESTS, () -> copies(builder, TESTS));
        try (TestDatabases databases = builder.open()) {
            row("migrating each time", 1, () -> {
                try (TestDatabase database = databases.createEmpty()) {
                    Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                            .source(FilesystemSource.of(directory))
                            .build()
                            .migrate();
                }
            });
            try (TestDatabase database = databases.createEmpty()) {
                Flyway flyway = Flyway.configure()
                        .dataSource(database.dataSource())
                        .locations("filesystem:" + directory)
                        .cleanDisabled(false)
                        .load();
                flyway.migrate();
                row("Flyway, clean and migrate", 1, () -> {
                    flyway.clean();
                    flyway.migrate();
                });
            }
        }
    }

    private static void copies(TestDatabasesBuilder builder, int count) {
        try (TestDatabases databases = builder.open()) {
            for (int test = 0; test < count; test++) {
                databases.create().close();
            }
        }
    }

    private static void forget(String template) throws Exception {
        if (!Sqls.databases(template).isEmpty()) {
            Sqls.execute(SharedServer.running().dataSource(), "ALTER DATABASE " + template + " IS_TEMPLATE false");
            Sqls.execute(SharedServer.running().dataSource(), "DROP DATABASE " + template);
        }
    }

    /** Runs the work once to warm up, and then so often that a median can be told. */
    private void row(String name, int tests, Work work) throws Exception {
        List<Long> durations = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            long start = System.nanoTime();
            work.run();
            if (run > 0) {
                durations.add(System.nanoTime() - start);
            }
        }
        durations.sort(null);
        double milliseconds = durations.get(durations.size() / 2) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f ms a test | %.1f s for %d tests%s |%n",
                name,
                milliseconds / tests,
                milliseconds / tests * TESTS / 1000,
                TESTS,
                tests == 1 ? " (one measured, times " + TESTS + ")" : "");
    }
}
