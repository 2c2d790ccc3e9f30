package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Subject;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows how a database that exists already begins a history, declared by a person or found by the first run. */
class BaselineScenario extends Scenario {

    @Test
    void theVersionsUpToItCountAsApplied() {
        sql.run("CREATE TABLE t1 (id INT)", "CREATE TABLE t2 (id INT)");

        assertThat(over(tables(3)).baseline(Version.of(2), "as found"))
                .isEqualTo(new Baselined(Version.of(2), "as found", true));

        MigrationStatus status = over(tables(3)).status();
        assertThat(status.entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(State.BELOW_BASELINE, State.BASELINE, State.PENDING);
        assertThat(over(tables(3)).migrate().steps()).extracting(StepReport::id).containsExactly(Version.of(3));
        assertThat(sql.rows("SELECT version, description, checksum, kind FROM _migrations WHERE version = 2"))
                .containsExactly("2|as found|∅|baseline");
        assertThat(over(tables(3)).baseline(Version.of(2), null))
                .isEqualTo(new Baselined(Version.of(2), "as found", false));
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void isRefusedWhereAnythingIsApplied() {
        over(table(1)).migrate();

        InvalidMigrationsException refusal =
                failure(InvalidMigrationsException.class, () -> over(table(1)).baseline(Version.of(1), null));

        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.HISTORY_NOT_EMPTY);
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void theEmptyTablesOfAFailedRunAreNoHistory() {
        failure(
                StatementFailedException.class,
                () -> over(up(1, "SELECT broken")).migrate());
        assertThat(sql.history()).isEmpty();

        assertThat(over(table(1), table(2)).baseline(Version.of(1), null).recorded())
                .isTrue();
        assertThat(over(table(1), table(2)).migrate().steps()).hasSize(1);
    }

    @Test
    void twoAtOnceRecordItOnce() {
        var first = Background.run(() -> over(table(1)).baseline(Version.of(1), null));
        var second = Background.run(() -> over(table(1)).baseline(Version.of(1), null));

        assertThat(List.of(first.result().recorded(), second.result().recorded()))
                .containsExactlyInAnyOrder(true, false);
        assertThat(sql.history()).containsExactly("1");
    }

    // ---- by the first run ----

    private Subject onMigrate(int count) {
        return with(builder -> builder.baselineOnMigrate(Version.of(1), null), tables(count));
    }

    @Test
    void theFirstRunOnASchemaThatIsNotEmptyBeginsWithIt() {
        sql.run("CREATE TABLE t1 (id INT)");

        assertThat(onMigrate(2).plan(Target.latest()).notes())
                .containsExactly("The schema is not empty and has no history: the run begins with the baseline V1"
                        + " << baseline >>.");
        MigrationReport report = onMigrate(2).migrate();

        assertThat(report.steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(sql.rows("SELECT version, kind FROM _migrations ORDER BY version"))
                .containsExactly("1|baseline", "2|script");
        assertThat(onMigrate(2).migrate().steps()).isEmpty();
    }

    @Test
    void anEmptySchemaBeginsWithoutIt() {
        assertThat(onMigrate(2).migrate().steps()).hasSize(2);
        assertThat(onMigrate(3).migrate().steps()).hasSize(1);
    }

    @Test
    void afterAFailedFirstRunTheNextOneBeginsAnew() {
        failure(
                StatementFailedException.class,
                () -> with(builder -> builder.baselineOnMigrate(Version.of(1), null), up(1, "SELECT broken"))
                        .migrate());

        assertThat(onMigrate(2).migrate().steps()).hasSize(2);
    }

    @Test
    void anEmptyHistoryInASchemaThatIsNotEmptyIsForAPersonToJudge() {
        sql.run("CREATE TABLE t1 (id INT)");
        over(tables(2)).initialize();

        InvalidMigrationsException refusal =
                failure(InvalidMigrationsException.class, () -> onMigrate(2).migrate());

        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.BASELINE_UNCERTAIN);
        over(tables(2)).baseline(Version.of(1), null);
        assertThat(onMigrate(2).migrate().steps()).hasSize(1);
    }

    @Test
    void aSchemaThatIsNotEmptyIsRefusedIfAskedFor() {
        sql.run("CREATE TABLE other (id INT)");
        Subject refusing = with(MigratorBuilder::refuseNonEmptySchema, tables(2));

        InvalidMigrationsException refusal = failure(InvalidMigrationsException.class, refusing::migrate);
        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.SCHEMA_NOT_EMPTY);
        assertThat(sql.tables()).containsExactly("other");

        refusing.baseline(Version.of(1), null);
        assertThat(refusing.migrate().steps()).hasSize(1);
    }

    // ---- what counts as empty ----

    private static final List<String> OBJECTS = List.of(
            "",
            "CREATE TABLE x (a INT)",
            "CREATE TABLE x (a INT) PARTITION BY RANGE (a)",
            "CREATE TABLE x (a INT) PARTITION BY RANGE (a); CREATE TABLE y PARTITION OF x FOR VALUES FROM (1) TO (2)",
            "CREATE EXTENSION hstore SCHEMA @",
            "CREATE EXTENSION pg_stat_statements SCHEMA @",
            "CREATE TYPE x",
            "CREATE VIEW x AS SELECT 1 AS a",
            "CREATE MATERIALIZED VIEW x AS SELECT 1 AS a",
            "CREATE SEQUENCE x",
            "CREATE TYPE x AS ENUM ('a')",
            "CREATE TYPE x AS (a INT)",
            "CREATE TYPE x AS RANGE (SUBTYPE = int4)",
            "CREATE DOMAIN x AS INT",
            "CREATE FUNCTION x() RETURNS INT LANGUAGE sql AS 'SELECT 1'",
            "CREATE FUNCTION x() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "CREATE PROCEDURE x() LANGUAGE sql AS 'SELECT 1'",
            "CREATE AGGREGATE x(INT) (SFUNC = int4pl, STYPE = INT)",
            "CREATE COLLATION x FROM \"C\"",
            "CREATE TEXT SEARCH CONFIGURATION x (COPY = english)",
            "CREATE OPERATOR === (LEFTARG = INT, RIGHTARG = INT, PROCEDURE = int4eq)");

    @Test
    @PostgresOnly("Flyway is the oracle, on PostgreSQL.")
    void isWhatFlywayTakesForEmpty(@TempDir java.nio.file.Path directory) throws Exception {
        assumeTrue(api == Api.BLOCKING, "the question is the same over both APIs");
        java.nio.file.Files.writeString(directory.resolve("V1__x.sql"), "SELECT 1");
        List<String> byFlyway = new ArrayList<>();
        List<String> byUs = new ArrayList<>();
        for (int i = 0; i < OBJECTS.size(); i++) {
            String object = OBJECTS.get(i);
            make(object, "theirs" + i);
            MigrateResult result = Flyway.configure()
                    .dataSource(database.dataSource())
                    .locations("filesystem:" + directory)
                    .schemas("theirs" + i)
                    .baselineOnMigrate(true)
                    .load()
                    .migrate();
            // An extension is there once.
            sql.run("DROP EXTENSION IF EXISTS hstore", "DROP EXTENSION IF EXISTS pg_stat_statements");
            make(object, "ours" + i);
            byFlyway.add(object + ": " + result.migrations.size());
            String schema = "ours" + i;
            byUs.add(object + ": "
                    + with(builder -> builder.schema(schema).baselineOnMigrate(Version.of(1), null), up(1, "SELECT 1"))
                            .migrate()
                            .steps()
                            .size());
        }

        assertThat(byUs).isEqualTo(byFlyway);
        assertThat(byFlyway).anyMatch(line -> line.endsWith("0")).anyMatch(line -> line.endsWith("1"));
    }

    private void make(String object, String schema) {
        sql.run("CREATE SCHEMA " + schema + "; SET search_path = " + schema + "; " + object.replace("@", schema)
                + "; RESET search_path");
    }
}
