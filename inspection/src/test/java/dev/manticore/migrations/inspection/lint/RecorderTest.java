package dev.manticore.migrations.inspection.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded of each statement: places, locks and who holds them, rewrites, scans, changes; and what a release is. */
class RecorderTest {
    private static final String ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, state text);";

    @Test
    void aStatementIsRecordedWithItsPlaceAndTheLocksOfThoseBeforeIt() {
        List<StatementRecord> records = lint(
                        LintOptions.of(step -> step.id().equals(Version.of(2))),
                        ORDERS,
                        "-- manticore: lock_timeout=5s\n\n  ALTER TABLE orders ADD COLUMN note text;\n"
                                + "UPDATE orders SET note = state;")
                .statements();

        assertThat(records).hasSize(2);
        StatementRecord alter = records.get(0);
        assertThat(alter.location().line()).isEqualTo(3);
        assertThat(alter.location().column()).isEqualTo(3);
        assertThat(alter.locks()).containsExactly(new TableLock("public.orders", LockMode.ACCESS_EXCLUSIVE));
        assertThat(alter.held()).isEmpty();
        assertThat(alter.scanned()).isEmpty();
        assertThat(alter.changes()).map(Change::toString).containsExactly("column note of table public.orders created");
        StatementRecord update = records.get(1);
        assertThat(update.held()).containsExactly(new TableLock("public.orders", LockMode.ACCESS_EXCLUSIVE));
        assertThat(update.scanned()).containsExactly("public.orders");
        assertThat(update.transaction()).isEqualTo(alter.transaction());
    }

    @Test
    void eachStatementOfAStepwiseScriptIsObservedInATransactionOfItsOwnUnlessItRefusesOne() {
        List<StatementRecord> records = lint(LintOptions.of(step -> step.id().equals(Version.of(2))), ORDERS, """
                        ALTER TABLE orders ADD COLUMN note text;
                        CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note ON orders (note);
                        ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
                        """)
                .statements();

        assertThat(records).map(StatementRecord::observed).containsExactly(true, false, true);
        assertThat(records).map(StatementRecord::transaction).doesNotHaveDuplicates();
        assertThat(records.get(1).locks()).isEmpty();
        assertThat(records.get(1).changes())
                .map(Change::toString)
                .containsExactly("index public.orders_note of table public.orders created");
        assertThat(records.get(2).held()).isEmpty();
    }

    @Test
    void anIndexThatBeginsWithAPartOfAForeignKeyLeavesTheRowsOfThatPart() {
        LintOptions together = LintOptions.of(step -> true);
        String customers = "CREATE TABLE customers (tenant int, id int, PRIMARY KEY (tenant, id));";
        String visits = "CREATE TABLE visits (id bigint PRIMARY KEY, tenant int, customer int,"
                + " FOREIGN KEY (tenant, customer) REFERENCES customers);";

        assertThat(lint(together, customers, visits).findings())
                .map(Finding::message)
                .singleElement()
                .asString()
                .endsWith("reads all rows of public.visits.");
        assertThat(lint(together, customers, visits + "CREATE INDEX ON visits (tenant, id);")
                        .findings())
                .map(Finding::message)
                .singleElement()
                .asString()
                .endsWith("reads all rows of public.visits with the same tenant.");
        assertThat(lint(together, customers, visits + "CREATE INDEX ON visits (customer, tenant);")
                        .findings())
                .isEmpty();
    }

    @Test
    void aTableOfTheSameReleaseIsHarmlessAndOneOfAnEarlierReleaseIsNot() {
        String index = "CREATE INDEX orders_state ON orders (state);";

        assertThat(lint(LintOptions.of(step -> true), ORDERS, index).findings()).isEmpty();
        assertThat(lint(LintOptions.all(), ORDERS, index).findings())
                .map(Finding::rule)
                .contains("index-not-concurrently");
    }

    @Test
    void whatAnEarlierMigrationMadeIsOldAlsoIfOneBeforeThatIsJudged() {
        LintReport report = lint(
                LintOptions.of(step -> !step.id().equals(Version.of(2))),
                "CREATE TABLE customers (id bigint PRIMARY KEY);",
                ORDERS,
                "CREATE INDEX orders_state ON orders (state); CREATE INDEX customers_id ON customers (id);"
                        + " DROP TABLE orders;");

        assertThat(report.findings()).map(Finding::rule).containsOnlyOnce("index-not-concurrently", "drop-table");
    }

    @Test
    void theRecorderLeavesTheSequencesOfTheSessionAlone() {
        LintReport report = lint(
                LintOptions.all(),
                "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"
                        + " CREATE TABLE lines (\"order\" bigint REFERENCES orders);",
                "INSERT INTO orders DEFAULT VALUES; INSERT INTO lines VALUES (lastval());");

        assertThat(report.statements()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reindex index orders_pkey",
                "REINDEX (VERBOSE) TABLE orders",
                "DROP INDEX orders_state",
                "CREATE UNIQUE INDEX orders_state_id ON orders (state, id)"
            })
    void theSaferWayCanBeExecutedAndHasNoFinding(String sql) {
        String before = ORDERS + " CREATE INDEX orders_state ON orders (state);";
        List<Finding> findings =
                lint(LintOptions.of(step -> step.id().equals(Version.of(2))), before, sql).findings().stream()
                        .filter(finding -> !finding.rule().equals("strong-lock-without-lock-timeout"))
                        .toList();
        assertThat(findings).hasSize(1);

        LintReport safer = lint(
                LintOptions.of(step -> step.id().equals(Version.of(2))),
                before,
                String.join(";\n", findings.get(0).saferSql()));

        assertThat(safer.findings())
                .map(Finding::rule)
                .doesNotContain(findings.get(0).rule());
    }

    @Test
    void aRenameIsToldFromDroppingAndCreating() {
        List<StatementRecord> records = lint(
                        LintOptions.of(step -> step.id().equals(Version.of(2))),
                        ORDERS,
                        "ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases RENAME COLUMN state TO status;"
                                + " DROP TABLE purchases; CREATE TABLE purchases (id bigint PRIMARY KEY);")
                .statements();

        assertThat(records.stream().flatMap(record -> record.changes().stream()).map(Change::toString))
                .containsExactly(
                        "table public.orders renamed to public.purchases",
                        "column state of table public.purchases renamed to status",
                        "table public.purchases dropped",
                        "table public.purchases created");
    }

    @Test
    void aSubtransactionIsSeenAsWell() {
        List<StatementRecord> records = lint(
                        LintOptions.of(step -> step.id().equals(Version.of(2))),
                        ORDERS,
                        "DO $$ BEGIN ALTER TABLE orders ADD COLUMN note text; EXCEPTION WHEN duplicate_column THEN NULL; END"
                                + " $$;\nSELECT 1;")
                .statements();

        assertThat(records.get(0).changes())
                .map(Change::toString)
                .containsExactly("column note of table public.orders created");
        assertThat(records.get(1).changes()).isEmpty();
    }

    @Test
    void aTemporaryTableDoesNotDisturbTheRecords() {
        LintReport report = lint(
                LintOptions.all(),
                ORDERS,
                "CREATE TEMP TABLE t AS SELECT 1 AS a; ALTER TABLE orders ADD COLUMN a int;",
                "SELECT 1;");

        assertThat(report.statements()).hasSize(4);
        assertThat(report.statements().get(2).changes()).hasSize(1);
    }

    @Test
    void aMigrationThatFailsIsReportedAtItsPlaceAsInARun() {
        assertThatThrownBy(() -> lint(LintOptions.all(), ORDERS, "SELECT 1;\nALTER TABLE nothing ADD COLUMN a int;"))
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        failure -> assertThat(failure.location().line()).isEqualTo(2));
    }

    @Test
    void aFixIsWhereItBelongsInTheFile() {
        Finding index = lint(
                        LintOptions.all(),
                        ORDERS,
                        "-- manticore: lock_timeout=5s\n/* a */ create unique\n  index orders_state on orders (state);")
                .findings()
                .stream()
                .filter(finding -> finding.rule().equals("index-not-concurrently"))
                .findFirst()
                .orElseThrow();

        assertThat(index.fix().orElseThrow().insertions())
                .containsExactly(new Fix.Insertion(3, 8, " CONCURRENTLY IF NOT EXISTS"));
        assertThat(index.tables()).containsExactly("public.orders");
    }

    @Test
    void aColumnIsJudgedWhereItWasAddedAndAsItIsInTheEnd() {
        LintReport report = lint(
                LintOptions.all(),
                "CREATE TABLE visits (id bigint PRIMARY KEY, customer bigint);",
                "CREATE TABLE customers (id bigint PRIMARY KEY);"
                        + " ALTER TABLE visits ADD FOREIGN KEY (customer) REFERENCES customers NOT VALID;",
                "ALTER TABLE visits ADD COLUMN at timestamp;",
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS visits_customer ON visits (customer);");

        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().equals("timestamp-without-zone"))
                .map(Finding::migration)
                .containsExactly(Version.of(3));
        assertThat(report.findings()).map(Finding::rule).doesNotContain("foreign-key-without-index");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE events ADD FOREIGN KEY (customer) REFERENCES customers",
                "ALTER TABLE events ADD CHECK (id > 0)",
                "ALTER TABLE events ADD UNIQUE (day, id)",
                "ALTER TABLE events ALTER COLUMN customer SET NOT NULL",
                "ALTER TABLE events ADD COLUMN note text NOT NULL",
                "ALTER TABLE events ALTER COLUMN customer TYPE text",
                "ALTER TABLE events RENAME COLUMN customer TO buyer",
                "ALTER TABLE events DROP COLUMN customer",
                "CREATE INDEX events_id ON events (id)",
                "DROP INDEX events_customer"
            })
    void whatIsDoneToAPartitionedTableIsSaidOnceAndOfThatTable(String sql) {
        LintReport report = lint(
                LintOptions.all(),
                "CREATE TABLE customers (id bigint PRIMARY KEY);"
                        + "CREATE TABLE events (id bigint, day int, customer bigint, PRIMARY KEY (id, day))"
                        + " PARTITION BY RANGE (day);"
                        + "CREATE INDEX events_customer ON events (customer);"
                        + "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);"
                        + "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (2) TO (4) PARTITION BY RANGE (day);"
                        + "CREATE TABLE events_3 PARTITION OF events_2 FOR VALUES FROM (2) TO (4);",
                sql);

        assertThat(report.statements().get(report.statements().size() - 1).changes())
                .map(change -> change.object().root().name())
                .containsOnly("public.events");
        assertThat(report.findings())
                .filteredOn(finding -> finding.migration().equals(Version.of(2))
                        && !finding.rule().equals("strong-lock-without-lock-timeout"))
                .hasSize(1);
    }

    private static LintReport lint(LintOptions options, String... scripts) {
        List<Migration> migrations = new ArrayList<>();
        for (String script : scripts) {
            migrations.add(new Migration(migrations.size() + 1, "step", script, null));
        }
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                ScratchServer server = ScratchServer.at(DatabaseServer.at(database.jdbcUrl(), null, null))
                        .open()) {
            return Inspection.builder(server)
                    .source(MigrationSource.of(migrations))
                    .build()
                    .lint(options);
        }
    }
}
