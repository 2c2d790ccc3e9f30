package dev.manticore.migrations.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.inspection.scratch.ScratchServerBuilder;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What drift makes of a history, of roles and of settings that only the database has. */
class DriftTest {
    private final TestDatabase live = PostgresServer.shared().newDatabase();
    private final Map<String, String> files = new LinkedHashMap<>();
    private String user = "postgres";
    private Consumer<MigratorBuilder<?>> settings = builder -> {};

    @AfterEach
    void close() throws SQLException {
        live.close();
    }

    private DriftTest file(String name, String sql) {
        files.put(name, sql);
        return this;
    }

    private MigrationSource source() {
        List<SourceScript> scripts = files.entrySet().stream()
                .map(file -> new SourceScript(
                        file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), "db/" + file.getKey()))
                .toList();
        return new MigrationSource() {
            @Override
            public List<SourceScript> load() {
                return scripts;
            }

            @Override
            public String description() {
                return "db";
            }
        };
    }

    private TxRunner runner() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(live.jdbcUrl());
        source.setUser(user);
        return JdbcTxRunner.over(source);
    }

    private Migrator migrator(Deviation... tolerated) {
        MigratorBuilder<Migrator> builder = Migrator.builder(runner()).source(source());
        settings.accept(builder);
        return builder.tolerate(tolerated).build();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = live.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Drift drift() {
        return drift(DriftOptions.DEFAULT);
    }

    private Drift drift(DriftOptions options) {
        return drift(options, server());
    }

    private ScratchServerBuilder server() {
        return ScratchServer.at(DatabaseServer.at(live.jdbcUrl(), null, null));
    }

    private Drift drift(DriftOptions options, ScratchServerBuilder server) {
        try (ScratchServer scratch = server.open()) {
            return Inspection.builder(scratch)
                    .source(source())
                    .migrator(settings)
                    .build()
                    .drift(runner(), options);
        }
    }

    private static void assertNone(Drift drift) {
        assertThat(drift.toString()).isEmpty();
        assertThat(drift.replaced()).isEmpty();
        assertThat(drift.notes()).isEmpty();
        assertThat(drift.isEmpty()).isTrue();
    }

    @Test
    void onlyWhatIsAppliedIsExpected() {
        file("V1__a.sql", "CREATE TABLE a (id INT)").file("V3__c.sql", "CREATE TABLE c (id INT)");
        file("U1__undo_a.sql", "DROP TABLE a").file("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one");
        migrator().migrate();
        file("V2__late.sql", "CREATE TABLE b (id INT)").file("V2__late.sql.conf", "executeInTransaction=true");
        file("V4__pending.sql", "CREATE TABLE d (id INT)").file("U4__undo_pending.sql", "DROP TABLE d");
        file("R__w.sql", "CREATE OR REPLACE VIEW w AS SELECT 1 AS one").file("B4__all.sql", "CREATE TABLE z (id INT)");

        assertNone(drift());
    }

    @Test
    void callbacksArePartOfWhatIsExpected() {
        file("V1__a.sql", "CREATE TABLE a (id INT)").file("afterMigrate.sql", "COMMENT ON TABLE a IS 'made'");
        migrator().migrate();

        assertNone(drift());
    }

    @Test
    void anotherOwnerAndItsPrivilegesAreThoseOfWhoMigrates() throws SQLException {
        String role = role("clerk of drift");
        execute("ALTER DATABASE \"" + live.name() + "\" OWNER TO \"" + role + "\"");
        user = role;
        file(
                "V1__a.sql",
                "CREATE TABLE a (id INT, made_by TEXT DEFAULT current_user);"
                        + " GRANT SELECT ON a TO PUBLIC; ALTER TABLE a ENABLE ROW LEVEL SECURITY;"
                        + " CREATE POLICY mine ON a TO current_user USING (true);"
                        + " ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC; CREATE TABLE b (id INT)");
        migrator().migrate();

        assertNone(drift());

        execute("ALTER TABLE a OWNER TO postgres");
        assertThat(drift().toString())
                .isEqualTo("table public.a: owner is \"postgres\", expected \"\"" + role + "\"\"");
    }

    @Test
    void anEmbeddedScratchServerHasNoneOfTheRoles() throws SQLException {
        String role = role("drift_owner");
        String reader = role("drift_reader");
        execute("ALTER DATABASE \"" + live.name() + "\" OWNER TO " + role);
        user = role;
        file(
                "V1__a.sql",
                "CREATE TABLE a (id INT); GRANT SELECT ON a TO " + reader + "; CREATE EXTENSION IF NOT EXISTS pg_trgm");
        migrator().migrate();

        assertNone(drift(DriftOptions.DEFAULT, ScratchServer.embedded()));

        execute("REVOKE SELECT ON a FROM " + reader + "; GRANT INSERT ON a TO PUBLIC");
        assertThat(drift(DriftOptions.DEFAULT, ScratchServer.embedded()).toString())
                .isEqualTo("grant to " + reader + " on table public.a is missing: SELECT\n"
                        + "grant to PUBLIC on table public.a is not expected: INSERT");
    }

    private String role(String name) throws SQLException {
        execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + name + "') THEN CREATE ROLE \""
                + name + "\" LOGIN; END IF; END $$");
        return name;
    }

    @Test
    void namesWithoutASchemaAreWhereTheDatabaseHasThem() throws SQLException {
        execute("CREATE SCHEMA shop; ALTER DATABASE \"" + live.name() + "\" SET search_path = shop, public");
        file("V1__a.sql", "CREATE TABLE a (id INT)");
        migrator().migrate();

        assertNone(drift());
    }

    @Test
    void oneSchemaAloneIsComparedIfThatIsAskedFor() throws SQLException {
        settings = builder -> builder.schema("shop");
        file("V1__a.sql", "CREATE TABLE a (id INT)");
        migrator().migrate();
        execute("CREATE TABLE public.other (id INT); CREATE INDEX i ON shop.a (id)");

        assertThat(drift(DriftOptions.DEFAULT.schema("shop")).toString())
                .isEqualTo("index shop.i of table shop.a is not expected: CREATE INDEX i ON shop.a USING btree (id)");
    }

    @Test
    void exclusionsLeaveOutWhatTheyName() throws SQLException {
        file("V1__a.sql", "CREATE TABLE a (id INT, b INT)");
        migrator().migrate();
        execute("CREATE SCHEMA audit; CREATE TABLE audit.log (id INT); CREATE INDEX a_tmp ON a (id);"
                + " COMMENT ON TABLE a IS 'x'; ALTER TABLE a ALTER b SET DEFAULT 1; GRANT SELECT ON a TO PUBLIC");

        assertThat(drift().diff().differences()).hasSize(6);
        assertNone(drift(DriftOptions.DEFAULT.excluding(
                List.of("schema:audit", "audit.*", "index:*_tmp", "public.a.b#default", "*#comment", "grant:PUBLIC"))));
        assertThat(drift(DriftOptions.DEFAULT.excluding(List.of("public.a"))).toString())
                .isEqualTo("schema audit is not expected\ntable audit.log is not expected");
    }

    @Test
    void aRepeatableMigrationThatTheNextRunAppliesAgainIsNoDrift() throws SQLException {
        file("V1__a.sql", "CREATE TABLE a (id INT)").file("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one");
        migrator().migrate();
        file("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one, 2 AS two");
        execute("COMMENT ON TABLE a IS 'by hand'");

        Drift drift = drift();

        assertThat(drift.toString()).isEqualTo("table public.a: comment is \"by hand\", expected nothing");
        assertThat(drift.replaced())
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.object().root()).hasToString("view public.v"));
        assertThat(drift.diff().repair()).containsExactly("COMMENT ON TABLE public.a IS NULL");
        assertThat(drift.notes())
                .containsExactly(
                        "R v has changed since it was applied, and the next run applies it again. Differences in what it"
                                + " makes are listed apart.");
    }

    @Test
    void aFileThatWasChangedIsNamedWithTheDifferencesThatMayComeFromIt() {
        file("V1__a.sql", "CREATE TABLE a (id INT)").file("V2__b.sql", "CREATE TABLE b (id INT)");
        migrator().migrate();
        file("V1__a.sql", "CREATE TABLE a (id BIGINT)").file("V2__b.sql", "CREATE TABLE b (id INTEGER)");

        Drift drift = drift();

        assertThat(drift.toString()).isEqualTo("column id of table public.a: type is \"integer\", expected \"bigint\"");
        assertThat(drift.notes())
                .containsExactly(
                        "V1 a was changed after it was applied, and was made again as it is now. Differences in what it makes may"
                                + " come from that: table public.a.",
                        "V2 b was changed after it was applied, and was made again as it is now. No difference is in what it"
                                + " makes.");
    }

    @Test
    void whatHasNoFileIsSaidAndListed() {
        file("V1__a.sql", "CREATE TABLE a (id INT)").file("V2__b.sql", "CREATE TABLE b (id INT)");
        file("V3__c.sql", "CREATE TABLE c (id INT)").file("V4__d.sql", "CREATE TABLE d (id INT)");
        migrator().migrate();
        files.remove("V2__b.sql");
        files.remove("V4__d.sql");

        Drift drift = drift();

        assertThat(drift.toString()).isEqualTo("table public.b is not expected\ntable public.d is not expected");
        assertThat(drift.notes())
                .containsExactly(
                        "V2 b is applied, and its file is gone: what it made is among the differences. Restore the file.",
                        "V4 d is applied, and is higher than every file: what it made is among the differences. Use the files"
                                + " with which the database was migrated.");
    }

    @Test
    void aBaselineStandsForTheFilesUpToItAndForAScriptThatPreparesTheScratchServer() throws SQLException {
        execute("CREATE TABLE old (id INT); CREATE TABLE a (id INT)");
        file("V1__a.sql", "CREATE TABLE a (id INT)").file("V2__b.sql", "CREATE TABLE b (id INT)");
        migrator().baseline(Version.of(1), null);
        migrator().migrate();

        Drift unprepared = drift();
        Drift prepared = drift(DriftOptions.DEFAULT, server().init("old.sql", "CREATE TABLE old (id INT)"));

        assertThat(unprepared.toString()).isEqualTo("table public.old is not expected");
        assertThat(prepared.toString()).isEmpty();
        assertThat(prepared.notes()).singleElement().asString().contains("is a baseline without a script");
    }

    @Test
    void aDatabaseThatBeganWithABaselineScriptIsComparedWithThat() {
        file("V1__a.sql", "CREATE TABLE a (id INT, x INT)").file("V2__x.sql", "ALTER TABLE a DROP x");
        file("B2__all.sql", "CREATE TABLE a (id INT)").file("V3__c.sql", "CREATE TABLE c (id INT)");
        migrator().migrate();
        file("B3__newer.sql", "CREATE TABLE never (id INT)");

        assertNone(drift());
    }

    @Test
    void aPartOfAMigrationIsSaidAndListed() {
        file("V1__a.sql", "CREATE TABLE a (id INT)");
        file("V2__b.sql", "-- manticore: transaction=none\nCREATE TABLE b (id INT);\nSELECT 1/0;");
        assertThatThrownBy(() -> migrator().migrate()).hasMessageContaining("division by zero");

        Drift drift = drift();

        assertThat(drift.toString()).isEqualTo("table public.b is not expected");
        assertThat(drift.notes())
                .containsExactly("V2 b is partially applied: what its statements have done is among the differences.");
    }

    @Test
    void aDatabaseWithoutHistoryIsComparedWithAnEmptyOne() throws SQLException {
        file("V1__a.sql", "CREATE TABLE a (id INT)");
        execute("CREATE TABLE x (id INT)");

        Drift drift = drift();

        assertThat(drift.toString()).isEqualTo("table public.x is not expected");
        assertThat(drift.notes()).containsExactly("The database has no history: it was compared with an empty one.");
    }

    @Test
    void anotherVersionOfAnExtensionIsFound() throws SQLException {
        file("V1__e.sql", "CREATE EXTENSION pg_trgm");
        migrator().migrate();
        execute("DROP EXTENSION pg_trgm; CREATE EXTENSION pg_trgm VERSION '1.3'");

        assertThat(drift().toString()).startsWith("extension pg_trgm: version is \"1.3\", expected \"1.");
    }

    @Test
    void nothingIsWrittenToTheDatabase() throws SQLException {
        file("V1__a.sql", "CREATE TABLE a (id INT)");
        migrator().migrate();
        execute("ALTER DATABASE \"" + live.name() + "\" SET default_transaction_read_only = on");

        assertNone(drift());
    }

    @Test
    void filesThatCannotBeReadAreAFailure() {
        file("V1__a.sql", "CREATE TABLE a (id INT)");
        migrator().migrate();
        file("V1_mistyped.sql", "");

        assertThatThrownBy(this::drift)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("V1_mistyped.sql");
    }

    @Test
    void aRevertedMigrationIsExpectedToHaveLeftNothing() throws SQLException {
        file("V1__a.sql", "CREATE TABLE a (id INT)")
                .file("V2__b.sql", "CREATE TABLE b (id INT); CREATE TABLE left_behind (id INT)");
        file("U2__undo_b.sql", "DROP TABLE b");
        migrator().migrate();
        migrator().migrate(Target.rollback(1));

        assertThat(drift().toString()).isEqualTo("table public.left_behind is not expected");
    }

    @Test
    void aVersionThatWasAppliedLateIsNamedWhereColumnsAreInAnotherOrder() {
        file("V1__a.sql", "CREATE TABLE a (id INT)").file("V3__c.sql", "ALTER TABLE a ADD c INT");
        migrator().migrate();
        file("V2__b.sql", "ALTER TABLE a ADD b INT").file("V4__d.sql", "CREATE TABLE d (id INT)");
        migrator(Deviation.LATE_VERSION).migrate();

        Drift drift = drift();

        assertThat(drift.toString()).startsWith("table public.a: order of columns is ");
        assertThat(drift.notes())
                .containsExactly(
                        "V2 b was applied after higher versions, and was made again before them: an order of columns may come"
                                + " from that.");
    }

    @Test
    void scriptsMayNameTheDatabaseOnAnEmbeddedServer() throws SQLException {
        String name = "\"" + live.name() + "\"";
        file(
                "V1__a.sql",
                "CREATE TABLE a (id INT); ALTER DATABASE " + name + " SET lock_timeout = '5s'; COMMENT ON DATABASE "
                        + name + " IS 'x'; GRANT CONNECT ON DATABASE " + name + " TO PUBLIC");
        migrator().migrate();

        assertNone(drift(DriftOptions.DEFAULT, ScratchServer.embedded()));
    }

    @Test
    void aDatabaseThatIsMigratedWheneverItIsReadIsSaidToBe() {
        file("V1__a.sql", "CREATE TABLE a (id INT)");
        migrator().migrate();
        AtomicInteger version = new AtomicInteger(1);
        TxRunner moving = () -> {
            int next = version.incrementAndGet();
            file("V" + next + "__more.sql", "CREATE TABLE t" + next + " (id INT)");
            migrator().migrate();
            return runner().open();
        };

        Drift drift;
        try (ScratchServer scratch = server().open()) {
            drift = Inspection.builder(scratch).source(source()).build().drift(moving);
        }

        assertThat(drift.notes()).anyMatch(note -> note.startsWith("The database was migrated each time it was read"));
    }
}
