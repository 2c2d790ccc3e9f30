package dev.manticore.migrations.report;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.CallbackFile;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyFault;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports with all sections. */
final class Samples {
    private static final Instant START = Instant.parse("2026-11-02T08:15:30Z");
    private static final String ORDERS = """
            -- PostgreSQL 18

            table shop.customers
              owner: app
              column id: bigint
                not null
                identity: ALWAYS
              column name: text
                not null
              constraint customers_pkey: PRIMARY KEY (id)

            table shop.orders
              owner: app
              column id: bigint
                not null
                identity: ALWAYS
              column customer_id: bigint
                not null
              column state: text
                not null
                default: 'new'::text
              column total: numeric(10,2)
              constraint orders_customer_id_fkey: FOREIGN KEY (customer_id) REFERENCES shop.customers(id)
              constraint orders_pkey: PRIMARY KEY (id)
            """;

    static final String ATTACK =
            "</code></pre><script>attacked=1</script><img src=x onerror=attacked=1>\"' onload=attacked=1 x='";

    /** Hebrew, and characters that change the direction of what follows them. */
    private static final String RIGHT_TO_LEFT = "\u05e9\u05dc\u05d5\u05dd \u202ekcatta\u202c \u2066x";

    private static final String LONG = "a_name_without_any_blank_".repeat(40);

    private Samples() {}

    /** A database in which everything that others wrote is an attack, and longer than a line. */
    static HtmlReportBuilder hostile() {
        String name = ATTACK + RIGHT_TO_LEFT + LONG;
        Version version = Version.parse("1.2.3.4.5.6.7.8.9.10");
        MigrationStatus status = new MigrationStatus(
                List.of(new Entry(
                        version, name, State.FAILED, name, true, START, Duration.ofHours(30), name, name, null)),
                null,
                null,
                null,
                List.of(new Problem(Problem.Kind.FAILED_MIGRATION, name, new SourceLocation(name, 3, 4, name), name)),
                List.of());
        Plan plan = new Plan(
                List.of(),
                List.of(step(version, name, Execution.ATOMIC, "SELECT '" + name + "', orders;\r\n\u0000")),
                List.of(name));
        Catalog catalog = Catalog.parse("""
                -- PostgreSQL 18

                table shop.orders
                  owner: app
                  column "NAME": text
                    default: 'NAME'::text
                """.replace("NAME", name.replace("\"", "\"\"")));
        return HtmlReport.builder(name)
                .database(name)
                .status(status)
                .plan(plan)
                .catalog(catalog)
                .lint(lint(name))
                .verify(verify(name))
                .drift(new Drift(
                        catalog.differencesFrom(Catalog.parse(ORDERS)),
                        catalog.differencesFrom(Catalog.parse(ORDERS)).differences(),
                        List.of(name),
                        18,
                        18))
                .fleet(new FleetStatus(List.of(new TargetStatus.Failed(
                        new FleetTarget(name, name, name, name), new IllegalStateException(name)))));
    }

    private static LintReport lint(String text) {
        return new LintReport(
                List.of(
                        finding(Level.ERROR, "index-not-concurrently", text),
                        finding(Level.NOTE, "missing-primary-key", text)),
                List.of());
    }

    private static Finding finding(Level level, String rule, String text) {
        return new Finding(
                rule,
                level,
                Version.of(14),
                new SourceLocation("db/migration/V14__index_it.sql", 1, 1, text),
                "SELECT 'secret'",
                text,
                "Use CREATE INDEX CONCURRENTLY.",
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static VerifyReport verify(String text) {
        VerifiedMigration migration =
                new VerifiedMigration(Version.of(12), text, "db/migration/V12__create_table_12.sql");
        return new VerifyReport(
                List.of(migration),
                List.of(migration),
                List.of(),
                List.of(),
                List.of(new VerifyFault(
                        VerifyFault.Kind.UNDO_FAILED,
                        migration,
                        "db/migration/U12__undo.sql",
                        List.of(),
                        List.of(),
                        text)),
                List.of(new VerifyNote(VerifyNote.Rule.NOT_COMPARED, migration, text)));
    }

    /** One pending migration. */
    static HtmlReportBuilder withScript(String sql) {
        return HtmlReport.builder("long")
                .plan(new Plan(List.of(), List.of(step(Version.of(1), "long", Execution.ATOMIC, sql)), List.of()));
    }

    /** A database of a shop, with two migrations pending. */
    static HtmlReportBuilder shop() {
        Catalog catalog = Catalog.parse(ORDERS);
        return HtmlReport.builder("shop")
                .generated(Instant.parse("2026-11-30T11:00:00Z"))
                .zone(ZoneId.of("Europe/Berlin"))
                .database("postgresql://app@db.example/shop")
                .status(status())
                .plan(plan())
                .catalog(catalog)
                .lint(lint("An index is built while writers wait."))
                .verify(verify("index shop.orders_state of table shop.orders is not expected"))
                .drift(drift())
                .fleet(fleet());
    }

    static Drift drift() {
        Catalog changed = Catalog.parse(ORDERS.replace("    default: 'new'::text\n", "")
                + "  index orders_state: CREATE INDEX orders_state" + " ON shop.orders USING btree (state)\n");
        return new Drift(
                changed.differencesFrom(Catalog.parse(ORDERS)),
                List.of(),
                List.of("V7 create table 7 was changed after it was applied, and was made again as it is now."),
                18,
                18);
    }

    private static MigrationStatus status() {
        List<Entry> entries = new ArrayList<>();
        for (int version = 1; version <= 12; version++) {
            entries.add(new Entry(
                    Version.of(version),
                    version % 4 == 0 ? "add an index on orders by customer and state" : "create table " + version,
                    version == 7 ? State.CHANGED : State.APPLIED,
                    "db/migration/V" + version + "__create_table_" + version + ".sql",
                    true,
                    START.plus(Duration.ofHours(11L * version)),
                    Duration.ofMillis(version == 8 ? 75_000 : 17L * version * version),
                    "ci@runner-" + version % 3 + ":4711",
                    version == 7 ? "Its file was changed after it was applied." : null,
                    AppliedMigration.Kind.SCRIPT));
        }
        entries.add(pending(Version.of(13), "add a state"));
        entries.add(pending(new RepeatableName("views"), "views"));
        return new MigrationStatus(
                entries,
                null,
                null,
                null,
                List.of(new Problem(
                        Problem.Kind.CHANGED_CHECKSUM,
                        "V7 create table 7 was changed after it was applied.",
                        SourceLocation.file("db/migration/V7__create_table_7.sql"),
                        "Restore the file, or write a new migration.")),
                List.of());
    }

    private static Entry pending(MigrationId id, String description) {
        return new Entry(
                id, description, State.PENDING, "db/migration/" + id + ".sql", true, null, null, null, null, null);
    }

    private static Plan plan() {
        return new Plan(
                List.of(),
                List.of(
                        step(Version.of(13), "add a state", Execution.ATOMIC, """
                                -- manticore: lock_timeout=5s
                                ALTER TABLE shop.orders ADD COLUMN shipped_at timestamptz;
                                COMMENT ON COLUMN shop.orders.shipped_at IS 'when the parcel was given to the carrier, by our clock';
                                """),
                        step(
                                Version.of(14),
                                "index it",
                                Execution.STEPWISE,
                                "CREATE INDEX CONCURRENTLY orders_shipped_at ON shop.orders (shipped_at);\n")),
                List.of("The database is ahead of the files."));
    }

    static PlanStep step(Version version, String description, Execution execution, String sql) {
        return new PlanStep(
                version,
                description,
                Direction.APPLY,
                execution,
                false,
                "db/migration/V" + version + "__" + description.replace(' ', '_') + ".sql",
                sql,
                List.of(sql),
                List.of(new CallbackFile(CallbackEvent.BEFORE_EACH_MIGRATE, "db/migration/beforeEachMigrate.sql")),
                List.of());
    }

    static FleetStatus fleet() {
        return new FleetStatus(List.of(
                new TargetStatus.UpToDate(new FleetTarget("north", "db1.example:5432", "tenants", "north")),
                new TargetStatus.Pending(
                        new FleetTarget("south", "db1.example:5432", "tenants", "south"),
                        List.of(Version.of(13), Version.of(14))),
                new TargetStatus.Failed(
                        FleetTarget.database("west"),
                        new IllegalStateException("Could not connect to the database: Connection refused"))));
    }
}
