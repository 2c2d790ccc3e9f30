package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseErrorException;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that repeatable migrations are applied after the versions, and again whenever their file has changed. */
class RepeatableScenario extends Scenario {
    private static final String ROWS = "SELECT name, checksum IS NULL FROM _migrations_repeatable ORDER BY name";
    private static final Migration TABLE =
            new Migration(1, "table", "CREATE TABLE t (id INT)", "DROP VIEW IF EXISTS v; DROP TABLE t");

    private static Migration view(String columns) {
        return Migration.repeatable(
                "a view",
                "DROP VIEW IF EXISTS v;\n-- manticore is not a header here\nCREATE VIEW v AS SELECT " + columns
                        + " FROM t;");
    }

    private static List<String> done(MigrationReport report) {
        return report.steps().stream().map(step -> step.id().label()).toList();
    }

    private static List<String> states(MigrationStatus status) {
        return status.entries().stream()
                .map(entry -> entry.id().label() + " " + entry.state())
                .toList();
    }

    @Test
    void isAppliedAgainWhenItHasChanged() {
        assertThat(states(over(view("id"), TABLE).status())).containsExactly("V1 PENDING", "R a view PENDING");
        assertThat(done(over(view("id"), TABLE).migrate())).containsExactly("V1", "R a view");
        assertThat(done(over(view("id"), TABLE).migrate())).isEmpty();
        assertThat(states(over(view("id"), TABLE).status())).containsExactly("V1 APPLIED", "R a view APPLIED");

        MigrationStatus status = over(view("id, 1 AS one"), TABLE).status();
        assertThat(states(status)).containsExactly("V1 APPLIED", "R a view OUTDATED");
        assertThat(status.pending()).hasValue(1);
        assertThat(done(over(view("id, 1 AS one"), TABLE).migrate())).containsExactly("R a view");

        assertThat(sql.rows("SELECT one FROM v")).isEmpty();
        assertThat(sql.history()).as("versions").containsExactly("1");
        assertThat(sql.rows(ROWS)).containsExactly("a view|f");
    }

    /** The undo script has dropped the view. */
    @Test
    void isAppliedAgainAfterARollback() {
        over(view("id"), TABLE).migrate();
        over(view("id"), TABLE).rollback(1);
        assertThat(sql.rows(ROWS)).containsExactly("a view|t");

        assertThat(done(over(view("id"), TABLE).migrate())).containsExactly("V1", "R a view");

        assertThat(sql.rows("SELECT id FROM v")).isEmpty();
    }

    @Test
    void thatFailsLeavesNothing() {
        over(view("id"), TABLE).migrate();

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(view("missing"), TABLE).migrate());

        assertThat(failure).hasMessageContaining("code:R__a_view.sql:3:");
        assertThat(states(over(view("missing"), TABLE).status())).containsExactly("V1 APPLIED", "R a view OUTDATED");
        assertThat(sql.rows("SELECT id FROM v")).isEmpty();
    }

    @Test
    void whoseFileIsGoneIsNamed() {
        over(view("id"), TABLE).migrate();

        InvalidMigrationsException failure =
                failure(InvalidMigrationsException.class, () -> over(TABLE).migrate());
        assertThat(failure).hasMessageContaining("R a view is applied, but has no file.");
        assertThat(states(over(TABLE).status())).containsExactly("V1 APPLIED", "R a view MISSING");
        assertThat(done(with(builder -> builder.tolerate(Deviation.MISSING_FILE), TABLE)
                        .migrate()))
                .isEmpty();
    }

    /** Statement by statement, as on CockroachDB by default. */
    @Test
    void continuesWhereItFailed() {
        over(TABLE).migrate();
        String head = "-- manticore: transaction=none\nCREATE TABLE IF NOT EXISTS a (id INT);\n";
        failure(
                StatementFailedException.class,
                () -> over(TABLE, Migration.repeatable("tables", head + "INSERT INTO b VALUES (1);"))
                        .migrate());
        assertThat(sql.row("SELECT migration, statements_done FROM _migrations_lease"))
                .isEqualTo("R tables|1");

        Migration corrected = Migration.repeatable("tables", head + "INSERT INTO a VALUES (1);");
        assertThat(states(over(TABLE, corrected).status())).containsExactly("V1 APPLIED", "R tables PARTLY_DONE");
        assertThat(done(over(TABLE, corrected).migrate())).containsExactly("R tables");

        assertThat(sql.rows("SELECT id FROM a")).containsExactly("1");
        assertThat(sql.rows(ROWS)).containsExactly("tables|f");
    }

    /** A part of another text was executed: the recorded text counts as applied no longer. */
    @Test
    void isNotForgottenWhenItsFileGoesBack() {
        Migration recorded = Migration.repeatable("tables", "CREATE TABLE IF NOT EXISTS c (id INT);");
        over(TABLE, recorded).migrate();
        String half = "-- manticore: transaction=none\nCREATE TABLE a (id INT);\nINSERT INTO b VALUES (1);";
        failure(
                StatementFailedException.class,
                () -> over(TABLE, Migration.repeatable("tables", half)).migrate());

        assertThat(states(over(TABLE, recorded).status())).containsExactly("V1 APPLIED", "R tables PARTLY_DONE");
        assertThat(failure(
                        InvalidMigrationsException.class,
                        () -> over(TABLE, recorded).migrate()))
                .hasMessageContaining("R tables is partially applied");
        over(TABLE, recorded).resume(Resumption.abandon());
        assertThat(states(over(TABLE, recorded).status())).containsExactly("V1 APPLIED", "R tables OUTDATED");
        assertThat(done(over(TABLE, recorded).migrate())).containsExactly("R tables");
    }

    /** The client for Python, and earlier versions of this library, make no table for them. */
    @Test
    void nextToAHistoryWithoutTheirTable() {
        over(TABLE).migrate();
        sql.run("DROP TABLE _migrations_repeatable");

        assertThat(states(over(view("id"), TABLE).status())).containsExactly("V1 APPLIED", "R a view PENDING");
        assertThat(done(over(TABLE).migrate())).isEmpty();
        assertThat(sql.tables()).doesNotContain("_migrations_repeatable");
        assertThat(done(over(view("id"), TABLE).migrate())).containsExactly("R a view");
        assertThat(sql.rows(ROWS)).containsExactly("a view|f");
    }

    @Test
    @PostgresOnly("A user of CockroachDB's is allowed more.")
    void whoMayNotReadThemMigratesVersionsAllTheSame() {
        String role = "role_" + database.name();
        over(TABLE).migrate();
        sql.run(
                "DROP ROLE IF EXISTS " + role,
                "CREATE ROLE " + role + " LOGIN",
                "GRANT ALL ON SCHEMA public TO " + role,
                "GRANT ALL ON _migrations, _migrations_lease TO " + role);
        Migration second = new Migration(2, "second", "CREATE TABLE t2 (id INT)", null);

        assertThat(done(through(open(database.as(role)), TABLE, second).migrate()))
                .containsExactly("V2");
        failure(
                DatabaseErrorException.class,
                () -> through(open(database.as(role)), TABLE, second, view("id"))
                        .migrate());
    }

    /** The table in a later schema of the search path is another application's. */
    @Test
    void ofAnotherApplicationAreNotRead() {
        over(view("id"), TABLE).migrate();
        sql.run("CREATE SCHEMA mine");
        over(TABLE).status();
        sql.run("CREATE TABLE mine._migrations AS SELECT * FROM _migrations", "DELETE FROM mine._migrations");

        MigrationStatus status =
                with(builder -> builder.schema("mine"), view("id"), TABLE).status();

        assertThat(states(status)).containsExactly("V1 PENDING", "R a view PENDING");
    }
}
