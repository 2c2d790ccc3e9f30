package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.StatementBlocked;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that Flyway and this library migrate one database in turn, with Flyway's history, and keep clear of each other. */
@PostgresOnly("Flyway's PostgreSQL support is what runs beside it.")
class FlywayHistoryScenario extends Scenario {
    private static final String ROWS =
            "SELECT installed_rank, version, description, type, script, checksum, installed_by,"
                    + " success FROM flyway_schema_history ORDER BY installed_rank";

    @TempDir
    private Path directory;

    private WithFlyway flyway;

    @BeforeEach
    void prepare() {
        flyway = new WithFlyway(database, directory);
        flyway.write("V001__create_orders.sql", "-- Aufträge\r\nCREATE TABLE orders (id BIGINT PRIMARY KEY);\r\n");
        flyway.write("V1_1__add_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY);");
        flyway.write("R__views.sql", "CREATE OR REPLACE VIEW all_orders AS SELECT * FROM orders;");
    }

    private Subject ours() {
        return ours(builder -> {});
    }

    private Subject ours(Consumer<MigratorBuilder<?>> settings) {
        return open(database)
                .subject(builder -> settings.accept(builder.source(FilesystemSource.of(directory))
                        .historyStore(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE))
                        .lockWait(PATIENCE)));
    }

    @Test
    void eachGoesOnWhereTheOtherStopped() {
        flyway.migrate();
        flyway.write("V2__add_notes.sql", "ALTER TABLE orders ADD note TEXT DEFAULT 'a\nb';\n\n-- ☃");
        flyway.write("shop/V2.0.1__index_notes.sql", "CREATE INDEX CONCURRENTLY orders_note ON orders (note)");

        assertThat(ours().migrate().steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(2), Version.of(2, 0, 1));
        flyway.flyway().validate();
        flyway.write("V3__add_stock.sql", "CREATE TABLE stock (id BIGINT PRIMARY KEY);");
        flyway.write("R__views.sql", "CREATE OR REPLACE VIEW all_orders AS SELECT id FROM orders; -- changed");
        assertThat(flyway.migrate()).isEqualTo(1 + 1);

        assertThat(ours().migrate().steps()).isEmpty();
        assertThat(ours().status().problems()).isEmpty();
        assertThat(sql.rows("SELECT installed_rank, version, script FROM flyway_schema_history ORDER BY 1"))
                .containsExactly(
                        "1|001|V001__create_orders.sql",
                        "2|1.1|V1_1__add_customers.sql",
                        "3|∅|R__views.sql",
                        "4|2|V2__add_notes.sql",
                        "5|2.0.1|shop/V2.0.1__index_notes.sql",
                        "6|3|V3__add_stock.sql",
                        "7|∅|R__views.sql");
    }

    /** What is beside Flyway's table says nothing about what Flyway has applied since. */
    @Test
    void aViewThatFlywayHasReplacedIsAppliedAgain() {
        ours().migrate();
        flyway.write("R__views.sql", "CREATE OR REPLACE VIEW all_orders AS SELECT id + 7 AS id FROM orders;");
        flyway.migrate();
        flyway.write("R__views.sql", "CREATE OR REPLACE VIEW all_orders AS SELECT * FROM orders; -- as before");

        assertThat(ours().migrate().steps()).extracting(StepReport::id).containsExactly(new RepeatableName("views"));
        assertThat(sql.rows("SELECT definition FROM pg_views WHERE viewname = 'all_orders'"))
                .singleElement()
                .asString()
                .doesNotContain("7");
    }

    @Test
    void aScriptWhoseChecksumFlywayHasRepairedIsComparedWithThatOne() {
        ours().migrate();
        flyway.write("V1_1__add_customers.sql", "CREATE TABLE customers (id INT PRIMARY KEY);");
        flyway.flyway().repair();
        flyway.write("V1_1__add_customers.sql", "CREATE TABLE customers (id BIGINT PRIMARY KEY); -- as before");

        assertThat(failure(InvalidMigrationsException.class, () -> ours().migrate())
                        .problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.CHANGED_CHECKSUM);
    }

    @Test
    void aNewHistoryIsWhatFlywayMakes() throws Exception {
        ours().migrate();
        flyway.flyway().validate();
        assertThat(flyway.migrate()).isZero();

        TestDatabase other = Databases.take(place);
        try {
            WithFlyway alone = new WithFlyway(other, directory);
            alone.migrate();
            assertThat(sql.rows(ROWS)).isEqualTo(new Sql(other.dataSource()).rows(ROWS));
            assertThat(flyway.info()).isEqualTo(alone.info());
            String made = "SELECT indexdef FROM pg_indexes WHERE tablename = 'flyway_schema_history' UNION SELECT"
                    + " column_name || ' ' || data_type || coalesce(' ' || column_default, '') || ' ' || is_nullable"
                    + " || coalesce(' ' || character_maximum_length, '') || ordinal_position"
                    + " FROM information_schema.columns WHERE table_name = 'flyway_schema_history' UNION SELECT"
                    + " conname FROM pg_constraint WHERE conrelid = CAST('flyway_schema_history' AS regclass) ORDER BY 1";
            assertThat(sql.rows(made)).isEqualTo(new Sql(other.dataSource()).rows(made));
        } finally {
            Databases.drop(other);
        }
    }

    @Test
    void inASchemaWhoseNameNeedsQuotes() {
        String schema = "Über \"sch\"";
        ours(builder -> builder.schema(schema).historyStore(FlywayHistory.table(schema, "Größe")))
                .migrate();

        flyway.write("V5__more.sql", "CREATE TABLE more (id INT);");
        assertThat(flyway.configuration().schemas(schema).table("Größe").load().migrate().migrationsExecuted)
                .isEqualTo(1);
        assertThat(ours(builder -> builder.schema(schema).historyStore(FlywayHistory.table(schema, "Größe")))
                        .migrate()
                        .steps())
                .isEmpty();
    }

    @Test
    void theTablesOfAFailedFirstRunDoNotFillTheSchema() {
        flyway.write("V0.1__broken.sql", "SELECT broken;");
        Consumer<MigratorBuilder<?>> baseline = builder -> builder.baselineOnMigrate(Version.of(1), null);
        failure(StatementFailedException.class, () -> ours(baseline).migrate());
        flyway.delete("V0.1__broken.sql");

        assertThat(ours(baseline).migrate().steps()).hasSize(3);
    }

    @Test
    void flywayAppliesAgainWhatWasReverted() {
        flyway.write("U1.1__x.sql", "DROP TABLE customers");
        ours().migrate();
        ours().rollback(1);

        assertThat(sql.rows(ROWS)).hasSize(1);
        assertThat(flyway.migrate()).isEqualTo(2);
        flyway.flyway().validate();
        assertThat(ours().migrate().steps()).isEmpty();
    }

    @Test
    void whatFlywaysRepairMarkedAsDeletedIsNotApplied() {
        // Flyway does not mark the highest version: that one may come from a later state of the files.
        flyway.write("V2__x.sql", "SELECT 1;");
        flyway.migrate();
        flyway.delete("V1_1__add_customers.sql");
        flyway.flyway().repair();
        assertThat(ours().migrate().steps()).isEmpty();

        flyway.write("V1_1__add_customers.sql", "CREATE TABLE more_customers (id INT)");
        assertThat(ours(builder -> builder.tolerate(Deviation.LATE_VERSION))
                        .migrate()
                        .steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(1, 1));
        flyway.configuration().outOfOrder(true).load().validate();
        flyway.write("V1_1__add_customers.sql", "CREATE TABLE more_customers (id BIGINT)");
        assertThatThrownBy(() -> ours().migrate()).hasMessageContaining("V1.1 has changed");
    }

    @Test
    void rowsOfPaidEditionsAndOfJavaCodeAreRead() {
        flyway.migrate();
        sql.run("INSERT INTO flyway_schema_history VALUES (10, '1.1', 'add customers', 'UNDO_SQL', 'U1_1__x.sql', 1,"
                + " 'me', now(), 0, true)");
        sql.run("INSERT INTO flyway_schema_history VALUES (11, '7', 'java', 'JDBC', 'db.migration.V7__java', NULL,"
                + " 'me', now(), 0, true)");

        assertThat(ours().status().entries())
                .filteredOn(entry -> entry.id().equals(Version.of(7)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.state()).isEqualTo(State.APPLIED);
                    assertThat(entry.note()).contains("another tool");
                });
        sql.run("DROP TABLE customers");
        assertThat(ours(builder -> builder.tolerate(Deviation.LATE_VERSION))
                        .migrate()
                        .steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(1, 1));
    }

    @Test
    void aMigrationThatFailedWithFlywayIsRefused() {
        flyway.write("V2__x.sql", "CREATE TABLE x (id INT); VACUUM orders; SELECT 1 / 0");
        assertThatThrownBy(() -> flyway.configuration().mixed(true).load().migrate());
        sql.run("INSERT INTO flyway_schema_history SELECT 10, '2', 'x', 'SQL', 'V2__x.sql', 1, 'me', now(), 0, false"
                + " WHERE NOT EXISTS (SELECT 1 FROM flyway_schema_history WHERE NOT success)");

        InvalidMigrationsException refused = failure(InvalidMigrationsException.class, () -> ours().migrate());
        assertThat(refused.problems()).extracting(Problem::kind).contains(Problem.Kind.FAILED_MIGRATION);
        assertThat(state(Version.of(2))).isEqualTo(State.FAILED);
    }

    private State state(Version version) {
        return ours().status().entries().stream()
                .filter(entry -> entry.id().equals(version))
                .map(Entry::state)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsPartiallyAppliedKeepsFlywayAway() {
        flyway.write(
                "V2__x.sql",
                "-- manticore: transaction=none\nCREATE TABLE x (id INT);\nCREATE INDEX CONCURRENTLY i ON missing (id);\n"
                        + "CREATE TABLE y (id INT);");
        failure(StatementFailedException.class, () -> ours().migrate());

        assertThat(sql.rows(ROWS))
                .last()
                .asString()
                .startsWith("3|2|x|SQL|V2__x.sql|")
                .endsWith("|f");
        assertThatThrownBy(flyway::migrate)
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("failed migration to version 2");
        assertThat(state(Version.of(2))).isEqualTo(State.PARTLY_DONE);
        sql.run("CREATE TABLE missing (id INT)");
        assertThat(ours().migrate().steps())
                .extracting(StepReport::id)
                .containsExactly(Version.of(2), new RepeatableName("views"));

        flyway.flyway().validate();
        assertThat(flyway.migrate()).isZero();
        assertThat(sql.rows("SELECT installed_rank, version, success FROM flyway_schema_history ORDER BY 1"))
                .containsExactly("1|001|t", "2|1.1|t", "3|2|t", "4|∅|t");
    }

    @Test
    void aStatementThatDidNothingLeavesNoRow() {
        flyway.write("V2__x.sql", "-- manticore: transaction=none\nCREATE TABLE orders (id INT);\nSELECT 1;");
        failure(StatementFailedException.class, () -> ours().migrate());

        assertThat(sql.rows(ROWS)).hasSize(2);
        flyway.write("V2__x.sql", "SELECT 1;");
        assertThat(flyway.migrate()).isEqualTo(2);
    }

    @Test
    void aDecisionAboutWhatIsPartiallyAppliedChangesItsRow() {
        flyway.write("V2__x.sql", "-- manticore: transaction=none\nCREATE TABLE x (id INT);\nSELECT 1 / 0;");
        failure(StatementFailedException.class, () -> ours().migrate());
        ours().resume(Resumption.from(2));
        assertThat(sql.rows("SELECT version FROM flyway_schema_history WHERE NOT success"))
                .containsExactly("2");
        ours().resume(Resumption.abandon());
        assertThat(sql.rows(ROWS)).hasSize(2);

        sql.run("DROP TABLE x");
        failure(StatementFailedException.class, () -> ours().migrate());
        ours().resume(Resumption.done());
        assertThat(sql.rows("SELECT version, success FROM flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("001|t", "1.1|t", "2|t");
        assertThat(ours().migrate().steps()).hasSize(1);
        flyway.flyway().validate();
    }

    @Test
    void anUndoThatIsPartiallyDoneKeepsFlywayAway() {
        flyway.write("U1.1__x.sql", "-- manticore: transaction=none\nDROP TABLE customers;\nSELECT 1 / 0;");
        ours().migrate();
        failure(StatementFailedException.class, () -> ours().rollback(1));

        assertThatThrownBy(flyway::migrate).hasMessageContaining("failed migration to version 1.1");
        assertThat(state(Version.of(1, 1))).isEqualTo(State.PARTLY_DONE);
        ours().resume(Resumption.abandon());
        flyway.flyway().validate();

        sql.run("CREATE TABLE customers (id INT)");
        failure(StatementFailedException.class, () -> ours().rollback(1));
        ours().resume(Resumption.from(3));
        ours().rollback(1);
        assertThat(flyway.migrate()).isEqualTo(2);
    }

    @Test
    void anUndoIsResumedFromItsFirstStatement() {
        flyway.write("U1.1__x.sql", "-- manticore: transaction=none\nDROP TABLE customers;\nDROP TABLE missing;");
        ours().migrate();
        failure(StatementFailedException.class, () -> ours().rollback(1));

        sql.run("CREATE TABLE customers (id INT)");
        sql.run("CREATE TABLE missing (id INT)");
        ours().resume(Resumption.from(1));
        ours().rollback(1);
        assertThat(sql.tables()).doesNotContain("customers", "missing");
        assertThat(flyway.migrate()).isEqualTo(2);
    }

    @Test
    void theFirstStatementOfAnUndoIsTriedAgain() {
        flyway.write("U1.1__x.sql", "-- manticore: transaction=none\nDROP TABLE customers;");
        ours().migrate();
        sql.run("CREATE SEQUENCE tries");
        sql.run("CREATE FUNCTION fail_once() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF nextval('tries') = 1 THEN RAISE EXCEPTION 'once' USING ERRCODE = '40001'; END IF; END $$");
        sql.run("CREATE EVENT TRIGGER fail_once ON ddl_command_start WHEN TAG IN ('DROP TABLE')"
                + " EXECUTE FUNCTION fail_once()");

        ours().rollback(1);
        assertThat(sql.number("SELECT last_value FROM tries")).isEqualTo(2);
        assertThat(sql.tables()).doesNotContain("customers");
    }

    @Test
    void aFlywayThatMigratesIsAwaited() {
        flyway.write("V1_1__add_customers.sql", "CREATE TABLE customers AS SELECT 1 AS id FROM " + gate() + ";");
        Events events = new Events();
        Gate gate = closedGate();
        try (gate) {
            Background<Integer> theirs = Background.run(flyway::migrate);
            gate.awaitWaiting();
            Background<MigrationReport> own = Background.run(
                    () -> ours(builder -> builder.listener(events)).migrate());
            await().atMost(PATIENCE)
                    .until(() -> !events.of(StatementBlocked.class).isEmpty());
            assertThat(events.of(StatementBlocked.class).get(0).lockWait().description())
                    .contains("user " + database.user())
                    .contains("application");
            assertThat(own.isDone()).isFalse();
            gate.open();

            int steps = own.result().steps().size();
            assertThat(theirs.result() + steps).isEqualTo(3);
        }
        flyway.flyway().validate();
        assertThat(sql.rows("SELECT version FROM flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("001", "1.1", "∅");
    }

    @Test
    void theWaitForAFlywayHasALimit() {
        flyway.write("V1_1__add_customers.sql", "CREATE TABLE customers AS SELECT 1 AS id FROM " + gate() + ";");
        Gate gate = closedGate();
        try (gate) {
            Background<Integer> theirs = Background.run(flyway::migrate);
            gate.awaitWaiting();

            LeaseNotObtainedException refused = failure(
                    LeaseNotObtainedException.class,
                    () -> ours(builder -> builder.lockWait(Duration.ZERO)).migrate());
            assertThat(refused)
                    .hasMessageContaining("Another tool is migrating")
                    .hasMessageContaining("process");
            gate.open();
            theirs.result();
        }
        assertThat(ours().migrate().steps()).isEmpty();
    }

    /** Each message begins with a look at Flyway's table, which somebody has locked; the limit is the script's alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- manticore: lock_timeout=1ms\nCREATE TABLE done (id INT)",
                "-- manticore: transaction=none lock_timeout=1ms\nCREATE TABLE done (id INT)",
                "-- manticore: repeat=until-empty lock_timeout=1ms until=\"SELECT 1 FROM orders\"\nDELETE FROM orders"
            })
    void aLockOfFlywaysTableIsAwaitedHoweverShortTheScriptWaits(String script) throws SQLException {
        flyway.migrate();
        flyway.write("V2__x.sql", script);
        Background<MigrationReport> running;
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            running = Background.run(() -> ours(builder -> builder.listener(event -> lockFlywaysTable(event, other)))
                    .migrate());
            await().atMost(PATIENCE).until(() -> running.isDone() || isAwaitedForLong());
            other.rollback();
        }

        assertThat(running.result().steps()).extracting(StepReport::id).containsExactly(Version.of(2));
    }

    private static void lockFlywaysTable(MigrationEvent event, Connection other) {
        if (event instanceof MigrationEvent.StepStarted) {
            try (Statement statement = other.createStatement()) {
                statement.execute("LOCK TABLE flyway_schema_history IN ACCESS EXCLUSIVE MODE");
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    /** Far longer than the script would. */
    private boolean isAwaitedForLong() {
        return sql.number("SELECT count(*) FROM pg_locks WHERE NOT granted"
                        + " AND relation = CAST('flyway_schema_history' AS regclass)"
                        + " AND clock_timestamp() - waitstart > INTERVAL '100 ms'")
                > 0;
    }

    @Test
    void eightAtOnceApplyEachMigrationOnce() {
        for (int version = 2; version < 12; version++) {
            flyway.write("V" + version + "__t.sql", "CREATE TABLE t" + version + " (id INT);");
        }
        List<Background<MigrationReport>> running = IntStream.range(0, 8)
                .mapToObj(i -> ours())
                .map(subject -> Background.run(subject::migrate))
                .toList();

        assertThat(running.stream().mapToInt(it -> it.result().steps().size()).sum())
                .isEqualTo(13);
        assertThat(sql.rows(ROWS)).hasSize(13);
        flyway.flyway().validate();
    }

    @Test
    void besideAFlywayAtOnce() {
        for (int version = 2; version < 12; version++) {
            flyway.write("V" + version + "__t.sql", "CREATE TABLE t" + version + " (id INT);");
        }
        flyway.migrate();
        for (int version = 12; version < 42; version++) {
            flyway.write("V" + version + "__t.sql", "CREATE TABLE t" + version + " (id INT);");
        }
        Background<Integer> theirs = Background.run(flyway::migrate);
        Background<MigrationReport> own = Background.run(ours()::migrate);

        assertThat(theirs.result() + own.result().steps().size()).isEqualTo(30);
        assertThat(sql.rows(ROWS)).hasSize(43);
        flyway.flyway().validate();
    }

    @Test
    void asFewRoundTripsAsWithAHistoryOfItsOwn() {
        for (int version = 2; version < 12; version++) {
            flyway.write("V" + version + "__t.sql", "CREATE TABLE t" + version + " (id INT);");
        }
        try (WireProxy proxy = WireProxy.before(database)) {
            TestDatabase proxied = proxy.through(database);
            Consumer<MigratorBuilder<?>> settings = builder -> builder.source(FilesystemSource.of(directory))
                    .historyStore(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE))
                    .batchTime(Duration.ofHours(1));
            open(proxied).rows("SELECT 1");
            int connecting = proxy.roundTrips() - 1;
            proxy.reset();
            open(proxied).subject(settings).migrate();
            assertThat(proxy.roundTrips() - connecting)
                    .as("13 migrations in 4 messages")
                    .isEqualTo(4 + 3);

            proxy.reset();
            open(proxied).subject(settings).migrate();
            assertThat(proxy.roundTrips() - connecting).as("nothing to do").isEqualTo(1);
        }
    }

    @Test
    void isFoundByItselfAndLeftAlone() {
        flyway.migrate();
        Subject withoutChoice = over(FilesystemSource.of(directory));

        InvalidMigrationsException refused = failure(InvalidMigrationsException.class, withoutChoice::migrate);
        assertThat(refused.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.FLYWAY_HISTORY);
        assertThat(refused)
                .hasMessageContaining("\"flyway_schema_history\"")
                .hasMessageContaining("FlywayHistory.table")
                .hasMessageContaining("adopt");
        failure(InvalidMigrationsException.class, withoutChoice::initialize);
        assertThat(withoutChoice.status().problems()).extracting(Problem::kind).contains(Problem.Kind.FLYWAY_HISTORY);
        assertThat(sql.tables()).containsExactly("customers", "flyway_schema_history", "orders");
    }

    @Test
    void isFoundByItsColumnsAndInItsSchemaOnly() {
        flyway.configuration().schemas("theirs").table("changes").load().migrate();

        InvalidMigrationsException refused = failure(
                InvalidMigrationsException.class,
                () -> with(builder -> builder.schema("theirs"), table(1)).migrate());
        assertThat(refused).hasMessageContaining("\"theirs\".\"changes\"");
        assertThat(with(builder -> builder.schema("own"), table(1)).migrate().steps())
                .hasSize(1);
    }

    @Test
    void aVersionOfSeveralNumbersNamesTheTwoWaysOut() {
        InvalidMigrationsException refused = failure(
                InvalidMigrationsException.class,
                () -> over(FilesystemSource.of(directory)).migrate());
        assertThat(refused).hasMessageContaining("a whole number").hasMessageContaining("FlywayHistory.table");
    }

    @Test
    void findingOneCostsNothingWhereThereIsAHistory() {
        List<String> queries;
        over(table(1)).migrate();
        try (WireProxy proxy = WireProxy.before(database)) {
            through(open(proxy.through(database)), table(1)).migrate();
            queries = proxy.queries();
        }
        assertThat(Stream.of(queries)).isNotEmpty();
        assertThat(queries).noneMatch(query -> query.startsWith("SELECT f.relname"));
    }
}
