package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.Fix;
import dev.manticore.migrations.inspection.lint.Fix.Insertion;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.lint.LockMode;
import dev.manticore.migrations.inspection.lint.StatementRecord;
import dev.manticore.migrations.inspection.lint.TableLock;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.Wording;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Findings as the linter makes them. */
final class Example {
    static final Wording WORDING = new OptionWording();
    static final String FILE = "db/V2__index orders.sql";
    static final String INDEX = "CREATE INDEX by_customer ON orders (customer)";

    private Example() {}

    static Finding index(int line) {
        return new Finding(
                "index-not-concurrently",
                Level.ERROR,
                Version.of(2),
                new SourceLocation(FILE, line, 3, "  " + INDEX + ";"),
                INDEX,
                "Nobody can write to public.orders while the index is built, 100% of it.",
                "Build it with CONCURRENTLY.",
                List.of("CREATE INDEX CONCURRENTLY by_customer ON orders (customer)"),
                List.of("public.orders"),
                Optional.of(new Fix(List.of(new Insertion(line, 15, " CONCURRENTLY")), List.of("lock_timeout=5s"))));
    }

    static Finding in(String file) {
        return new Finding(
                "drop-table",
                Level.ERROR,
                Version.of(1),
                new SourceLocation(file, 1, 1, "DROP TABLE a;"),
                "DROP TABLE a",
                "It is gone.",
                "Keep it.",
                List.of(),
                List.of(),
                Optional.empty());
    }

    static Finding note() {
        return new Finding(
                "json-column",
                Level.NOTE,
                Version.of(3),
                new SourceLocation("db/V3__x.sql", 0, 0, null),
                "ALTER TABLE orders ADD data json",
                "A column of type json, \u001b[31m: has no equality,\r\nand no index.",
                "Use jsonb.",
                List.of(),
                List.of(),
                Optional.empty());
    }

    static StatementRecord statement(int version, String file) {
        return new StatementRecord(
                Version.of(version),
                new SourceLocation(file, 1, 1, "SELECT 1;"),
                "SELECT 1",
                1,
                true,
                List.of(new TableLock("public.orders", LockMode.SHARE)),
                List.of(),
                List.of(),
                List.of("public.orders"),
                List.of(),
                List.of());
    }

    /** Two equal findings in one file, a note in another, and a file without any. */
    static LintResult result(Path directory, Level failOn) {
        return new LintResult(
                new LintReport(
                        List.of(index(4), index(9), note()),
                        List.of(
                                statement(1, "db/V1__clean.sql"),
                                statement(2, FILE),
                                statement(2, FILE),
                                statement(3, "db/V3__x.sql"))),
                failOn,
                directory,
                "1.2.3",
                WORDING);
    }
}
