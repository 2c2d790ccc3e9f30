package dev.manticore.migrations.it.cockroach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.SimulatedCockroach;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that a run sends only statements that this version of CockroachDB supports, and each schema change in a
 * separate message. Outside of the profile {@code proof}: the oldest version over JDBC, and the newest over Vert.x.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("versionsAndApis")
class CockroachStatementsScenario {
    // Missing on 20.2 and 21.1, no-ops that keep nobody out, or denied from 26.1 on.
    private static final List<String> NEVER = List.of(
            "lock_timeout",
            "\\bDO\\s+(?!UPDATE|NOTHING)",
            "pg_(try_)?advisory",
            "to_regclass",
            "SKIP LOCKED",
            "RESET ALL",
            "DISCARD",
            "SET ROLE",
            "SET SESSION AUTHORIZATION",
            "make_interval",
            "pg_stat_activity",
            "pg_backend_pid",
            "crdb_internal",
            "txid_current",
            "FOR UPDATE (NOWAIT|SKIP)",
            "CONCURRENTLY",
            "CREATE (OR REPLACE )?FUNCTION");
    // There since 22.2, and sent to those that know it alone.
    private static final List<String> NOT_TO_OLD = List.of("SET LOCAL", "set_config\\(.*, true\\)", "before_ddl");
    private static final Pattern SCHEMA_CHANGE =
            Pattern.compile("\\b(CREATE|ALTER|DROP|TRUNCATE)\\s+(TABLE|SCHEMA|INDEX)");

    private static final String HEAD = "-- manticore: transaction=none\n";
    private static final Migration TABLE = migration(1, "CREATE TABLE t (id INT)", "DROP TABLE t");
    private static final Migration TWO_TABLES = migration(
            2, "CREATE TABLE a (id INT);\nCREATE INDEX i ON a (id);\nINSERT INTO a VALUES (1)", "DROP TABLE a");
    private static final Migration DATA = migration(3, "INSERT INTO t VALUES (1)", "DELETE FROM t");

    @Parameter(0)
    String version;

    @Parameter(1)
    Api api;

    /** Whether it is older than 22.2. */
    @Parameter(2)
    boolean old;

    private TestDatabase database;
    private Sql sql;
    private WireProxy proxy;
    private AtomicInteger cancelRequests;
    private Connections connections;

    static Stream<Arguments> versionsAndApis() {
        if (!Proof.isFull()) {
            return Stream.of(
                    Arguments.of("20.2.0", Api.BLOCKING, true), Arguments.of("26.3.0", Api.NON_BLOCKING, false));
        }
        return Stream.concat(
                Stream.of("20.2.0", "21.1.0").flatMap(version -> bothApis(version, true)),
                Stream.of("24.3.5", "26.3.0").flatMap(version -> bothApis(version, false)));
    }

    private static Stream<Arguments> bothApis(String version, boolean old) {
        return Stream.of(Api.values()).map(api -> Arguments.of(version, api, old));
    }

    private static Migration migration(long version, String up, String down) {
        return new Migration(version, "step " + version, up, down);
    }

    @BeforeEach
    void connect() {
        database = SimulatedCockroach.as(version).newDatabase();
        sql = new Sql(database.dataSource());
        proxy = WireProxy.before(database);
        cancelRequests = new AtomicInteger();
        proxy.watch(frame -> {
            if (frame.isCancelRequest()) {
                cancelRequests.incrementAndGet();
            }
        });
        connections = api.open(Access.to(proxy.through(database)).poolOf(2));
    }

    @AfterEach
    void close() {
        try {
            connections.close();
            assertSent();
        } finally {
            proxy.close();
            database.close();
        }
    }

    private void assertSent() {
        List<String> sent = proxy.queries();
        assertThat(sent).isNotEmpty();
        NEVER.forEach(part -> assertThat(sent).as(part).noneMatch(text -> has(text, part)));
        if (old) {
            NOT_TO_OLD.forEach(part -> assertThat(sent).as(part).noneMatch(text -> has(text, part)));
        }
        assertThat(sent)
                .filteredOn(text -> SCHEMA_CHANGE.matcher(text).find())
                .as("schema changes")
                .allSatisfy(text -> assertThat(text.strip().replaceFirst(";$", ""))
                        .as("alone in its message")
                        .doesNotContain(";"));
        assertThat(sent)
                .filteredOn(text -> text.startsWith("BEGIN"))
                .as("transactions, which BEGIN would make READ COMMITTED from 24.1 on")
                .allMatch(text -> text.contains(";\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE"));
        assertThat(cancelRequests).as("requests to cancel").hasValue(0);
    }

    private static boolean has(String text, String part) {
        return Pattern.compile(part, Pattern.CASE_INSENSITIVE).matcher(text).find();
    }

    private Subject over(Migration... migrations) {
        return with(builder -> {}, migrations);
    }

    private Subject with(Consumer<MigratorBuilder<?>> settings, Migration... migrations) {
        return connections.subject(builder ->
                settings.accept(builder.source(MigrationSource.of(migrations)).lockWait(Duration.ofSeconds(20))));
    }

    @Test
    void upAndDown() {
        over(TABLE, TWO_TABLES, DATA).migrate();
        over(TABLE, TWO_TABLES, DATA).status();
        over(TABLE, TWO_TABLES, DATA).rollback(3);

        assertThat(sql.history()).isEmpty();
        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");
        assertThat(proxy.queries()).anyMatch(text -> SCHEMA_CHANGE.matcher(text).find());
    }

    @Test
    void aFailureResumptionAndUnlock() {
        Migration broken = migration(2, HEAD + "CREATE TABLE a (id INT);\nCREATE TABLE b (id broken)", "SELECT 1");
        assertThatThrownBy(() -> over(TABLE, broken).migrate()).isInstanceOf(StatementFailedException.class);
        over(TABLE, broken).unlock();
        over(TABLE, broken).resume(Resumption.from(2));
        sql.run("UPDATE _migrations_lease SET statement_running = true, error = NULL");
        over(TABLE, broken).status();
        over(TABLE, broken).resume(Resumption.done());

        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void aFailureOfData() {
        assertThatThrownBy(() -> over(TABLE, migration(2, "INSERT INTO t VALUES (1); SELECT 1 / 0", "SELECT 1"))
                        .migrate())
                .isInstanceOf(StatementFailedException.class);

        assertThat(sql.rows("SELECT * FROM t")).isEmpty();
    }

    /** A statement that is safe to repeat is; the schema changes that are under way are waited for. */
    @Test
    void whatADeadRunnerLeft() {
        String head = HEAD + "CREATE TABLE a (id INT);\n";
        assertThatThrownBy(() -> over(migration(1, head + "CREATE TABLE IF NOT EXISTS b (id broken)", "SELECT 1"))
                        .migrate())
                .isInstanceOf(StatementFailedException.class);
        sql.run("UPDATE _migrations_lease SET statement_running = true, error = NULL");

        over(migration(1, head + "CREATE TABLE IF NOT EXISTS b (id INT)", "SELECT 1"))
                .migrate();

        assertThat(sql.tables()).contains("a", "b");
        assertThat(proxy.queries()).anyMatch(text -> text.contains("[SHOW JOBS]"));
    }

    /** The statement does not end before the lease row names the jobs that it has announced. */
    @Test
    void theJobsOfAStatementAreNotedWhileItRuns() {
        sql.run("CREATE FUNCTION announce() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE NOTICE E'waiting for job(s) to complete: 71, 72\\nIf the statement is canceled, ..';"
                + " FOR i IN 1..600 LOOP"
                + " IF (SELECT jobs FROM _migrations_lease) = '71,72' THEN RETURN; END IF;"
                + " PERFORM pg_sleep(0.1);"
                + " END LOOP; RAISE EXCEPTION 'they were not noted'; END $$");
        sql.run("CREATE EVENT TRIGGER announce ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION"
                + " announce()");

        // The jobs are noted by what renews the lease; on a busy machine a lease of a second would have ended before.
        with(builder -> builder.lease(Duration.ofSeconds(6)), TWO_TABLES).migrate();

        assertThat(sql.history()).containsExactly("2");
        assertThat(sql.row("SELECT jobs FROM _migrations_lease")).as("NULL").isEqualTo("∅");
    }

    @Test
    void aSchemaThatIsMissing() {
        Subject subject = with(builder -> builder.schema("app"), TABLE, TWO_TABLES, DATA);
        if (old) {
            // Its search_path takes no quoted names.
            assertThatThrownBy(subject::migrate)
                    .isInstanceOf(InvalidMigrationsException.class)
                    .hasMessageContaining("The schema app cannot be given by name to CockroachDB before 23.1");
            return;
        }
        subject.migrate();

        assertThat(sql.rows("SELECT version FROM app._migrations ORDER BY 1")).containsExactly("1", "2", "3");
    }

    @Test
    void aTableOfThePythonClient() {
        sql.run("CREATE TABLE _migrations (version INTEGER PRIMARY KEY, description TEXT NOT NULL,"
                + " applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP)");

        over(TABLE, DATA).migrate();

        assertThat(sql.history()).containsExactly("1", "3");
    }

    @Test
    void aScriptThatSetsSomething() {
        over(TABLE, migration(2, "SET application_name = 'script'; INSERT INTO t VALUES (1)", "SELECT 1"))
                .migrate();

        assertThat(sql.rows("SELECT * FROM t")).containsExactly("1");
    }
}
