package dev.manticore.migrations.inspection.verify;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.lint.LintOptions;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.lint.StatementRecord;
import dev.manticore.migrations.inspection.scratch.ScratchDatabase;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import java.time.Duration;

/**
 * How long {@code verify} or {@code lint} takes, against applying the migrations once. Run with {@code verify} or {@code lint}, the
 * number of migrations, e.g. 500, and of rounds; it has a main method and is no test.
 */
final class InspectionBenchmark {
    private InspectionBenchmark() {}

    public static void main(String... arguments) {
        int migrations = Integer.parseInt(arguments[1]);
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        Project project = project(migrations);
        try (ScratchServer server = ScratchServer.embedded().open()) {
            for (int round = 0; round < rounds; round++) {
                try (ScratchDatabase database = server.createEmpty()) {
                    Migrator migrator = project.migrator(database.runner());
                    print("applied once", time(migrator::migrate));
                }
                Inspection inspection = project.inspection(server);
                print(
                        arguments[0],
                        time(
                                arguments[0].equals("lint")
                                        ? () -> lint(inspection, migrations)
                                        : () -> verify(inspection, migrations)));
            }
        }
    }

    /** Tables, each with an index, a comment, a column and a view, one in each migration. */
    private static Project project(int migrations) {
        Project project = new Project();
        for (int version = 1; version <= migrations; version++) {
            String table = "t" + (version + 3) / 4;
            switch (version % 4) {
                case 1 ->
                    project.version(
                            version,
                            "CREATE TABLE " + table
                                    + " (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL,"
                                    + " total NUMERIC(10, 2) DEFAULT 0 CHECK (total >= 0), at TIMESTAMPTZ)",
                            "DROP TABLE " + table);
                case 2 ->
                    project.version(
                            version,
                            "CREATE INDEX " + table + "_at ON " + table + " (at)",
                            "DROP INDEX " + table + "_at");
                case 3 ->
                    project.version(
                            version,
                            "ALTER TABLE " + table + " ADD note TEXT; COMMENT ON COLUMN " + table
                                    + ".note IS 'by hand'",
                            "ALTER TABLE " + table + " DROP note");
                default ->
                    project.version(
                            version,
                            "CREATE VIEW v" + table + " AS SELECT id, name FROM " + table + " WHERE total > 0",
                            "DROP VIEW v" + table);
            }
        }
        return project;
    }

    private static void verify(Inspection inspection, int migrations) {
        VerifyReport report = inspection.verify();
        if (!report.isClean() || report.verified().size() != migrations) {
            throw new IllegalStateException(report.toString());
        }
    }

    private static void lint(Inspection inspection, int migrations) {
        LintReport report = inspection.lint(LintOptions.all());
        if (report.statements().stream()
                        .map(StatementRecord::migration)
                        .distinct()
                        .count()
                != migrations) {
            throw new IllegalStateException(report.statements().toString());
        }
    }

    private static Duration time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void print(String what, Duration time) {
        System.out.println(what + ": " + time.toMillis() + " ms");
    }
}
