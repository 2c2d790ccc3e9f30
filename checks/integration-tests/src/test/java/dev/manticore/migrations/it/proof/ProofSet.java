package dev.manticore.migrations.it.proof;

import static dev.manticore.migrations.it.proof.ProofScript.alone;
import static dev.manticore.migrations.it.proof.ProofScript.line;
import static dev.manticore.migrations.it.proof.ProofScript.plain;
import static dev.manticore.migrations.it.proof.ProofScript.stepwise;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The migrations that every part of the proof runs, up and down. Each script adds a row to a table
 * that no script drops, and changes numbers relative to their value: the end state shows what ran twice or not at all.
 */
final class ProofSet {
    private static final String TRACE = "CREATE TABLE trace (what TEXT NOT NULL)";

    static final List<ProofMigration> ALL = List.of(
            new ProofMigration(
                    1,
                    "accounts",
                    plain(
                            line("CREATE TABLE accounts (id INT PRIMARY KEY, n INT NOT NULL)"),
                            line("INSERT INTO accounts SELECT i, i * 10 FROM generate_series(1, 20) AS i"),
                            trace("V1")),
                    plain(line("DROP TABLE accounts"), trace("U1"))),
            new ProofMigration(
                    2,
                    "index without a lock",
                    plain(alone("CREATE INDEX CONCURRENTLY accounts_n ON accounts (n)", isValid("accounts_n"))),
                    plain(alone("DROP INDEX CONCURRENTLY accounts_n", isGone("accounts_n")))),
            new ProofMigration(
                    3,
                    "one by one",
                    stepwise(
                            alone("CREATE TABLE entries (account INT NOT NULL, n INT NOT NULL)", isThere("entries")),
                            line("INSERT INTO entries SELECT id, n FROM accounts"),
                            line("CREATE TABLE IF NOT EXISTS audit (what TEXT NOT NULL)"),
                            line("UPDATE accounts SET n = n + 1"),
                            alone("ALTER TABLE accounts ADD COLUMN note TEXT", hasColumn("accounts", "note")),
                            trace("V3")),
                    stepwise(
                            line("INSERT INTO trace SELECT 'U3 with ' || sum(n) FROM entries"),
                            alone("ALTER TABLE accounts DROP COLUMN note", "NOT " + hasColumn("accounts", "note")),
                            line("UPDATE accounts SET n = n - 1"),
                            line("DROP TABLE IF EXISTS audit"),
                            alone("DROP TABLE entries", isGone("entries")),
                            line("INSERT INTO trace SELECT 'U3 leaves ' || sum(n) FROM accounts"))),
            new ProofMigration(
                    4,
                    "once more",
                    plain(
                            line("UPDATE accounts SET n = n + 1"),
                            line("INSERT INTO entries SELECT id, n FROM accounts"),
                            line("INSERT INTO audit SELECT 'V4 of ' || count(*) FROM entries"),
                            trace("V4")),
                    plain(
                            line("INSERT INTO trace SELECT 'U4 with ' || count(*) FROM audit"),
                            line("UPDATE accounts SET n = n - 1"),
                            line("UPDATE entries SET n = n - 1"))),
            new ProofMigration(
                    5,
                    "unique without a lock",
                    stepwise(
                            line("INSERT INTO audit VALUES ('V5 begins')"),
                            line("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS entries_key ON entries (account, n)"),
                            trace("V5")),
                    stepwise(
                            line("INSERT INTO trace SELECT 'U5 with ' || count(*) FROM audit"),
                            line("DROP INDEX CONCURRENTLY IF EXISTS entries_key"),
                            line("INSERT INTO audit VALUES ('U5 ends')"))),
            new ProofMigration(
                    6,
                    "view and function",
                    plain(
                            line("CREATE VIEW totals AS SELECT account, sum(n) AS n FROM entries GROUP BY account"),
                            line("CREATE FUNCTION doubled(n INT) RETURNS INT LANGUAGE sql AS 'SELECT n * 2'"),
                            line("UPDATE accounts SET n = doubled(n)"),
                            trace("V6")),
                    plain(
                            line("UPDATE accounts SET n = n / 2"),
                            line("DROP FUNCTION doubled(INT)"),
                            line("DROP VIEW totals"),
                            line("INSERT INTO trace SELECT 'U6 with ' || sum(n) FROM accounts"))),
            // From here on, several share a message.
            new ProofMigration(
                    7,
                    "payments",
                    plain(
                            line("CREATE TABLE payments (id INT PRIMARY KEY, n INT NOT NULL)"),
                            line("INSERT INTO payments SELECT id, n + 1 FROM accounts"),
                            trace("V7")),
                    plain(
                            line("INSERT INTO trace SELECT 'U7 with ' || sum(n) FROM payments"),
                            line("DROP TABLE payments"))),
            new ProofMigration(
                    8,
                    "higher",
                    plain(line("UPDATE payments SET n = n + 3"), trace("V8")),
                    plain(
                            line("UPDATE payments SET n = n - 3"),
                            line("INSERT INTO trace SELECT 'U8 with ' || sum(n) FROM payments"))),
            new ProofMigration(
                    9,
                    "paid",
                    plain(
                            line("ALTER TABLE payments ADD COLUMN paid INT NOT NULL DEFAULT 0"),
                            line("UPDATE payments SET paid = paid + n"),
                            trace("V9")),
                    plain(
                            line("INSERT INTO trace SELECT 'U9 with ' || sum(paid) FROM payments"),
                            line("ALTER TABLE payments DROP COLUMN paid"))),
            new ProofMigration(
                    10,
                    "twice",
                    plain(line("UPDATE payments SET paid = paid * 2"), trace("V10")),
                    plain(
                            line("UPDATE payments SET paid = paid / 2"),
                            line("INSERT INTO trace SELECT 'U10 with ' || sum(paid) FROM payments"))));

    private ProofSet() {}

    /** Whether those that are one transaction are Java code instead of scripts: {@code -Dmanticore.proof.code=true}. */
    static boolean isCode() {
        return Boolean.getBoolean("manticore.proof.code");
    }

    /** Gives all of them, and the history that was chosen, to a migrator. */
    static void addTo(MigratorBuilder<?> builder, Api api) {
        List<Migration> scripts = new ArrayList<>();
        for (ProofMigration migration : ALL) {
            if (isCode() && migration.isOneTransaction()) {
                builder.codeMigration(api.migration(migration.code()));
            } else {
                scripts.add(migration.migration());
            }
        }
        // On a slow machine as many share a message as on a fast one.
        builder.source(MigrationSource.of(scripts)).batchTime(Duration.ofHours(1));
        ProofHistory.chosen().addTo(builder);
    }

    /** What has to be in a database before the first migration. */
    static void prepare(TestDatabase database) {
        new Sql(database.dataSource()).run(TRACE);
    }

    private static ProofScript.Line trace(String what) {
        return line("INSERT INTO trace VALUES ('" + what + "')");
    }

    private static String isThere(String relation) {
        return "to_regclass('" + relation + "') IS NOT NULL";
    }

    private static String isGone(String relation) {
        return "to_regclass('" + relation + "') IS NULL";
    }

    private static String isValid(String index) {
        return "EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('" + index + "') AND indisvalid)";
    }

    private static String hasColumn(String table, String column) {
        return "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('" + table + "') AND attname = '" + column
                + "' AND NOT attisdropped)";
    }
}
