package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Code;
import dev.manticore.migrations.it.api.Code.Work;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that migrations in Java code are planned, applied, recorded, shown and reverted as scripts are. */
class CodeMigrationsScenario extends Scenario {
    private static final Migration TABLE = both(1, "CREATE TABLE t (id INT)", "DROP TABLE t");
    private static final MigrationId REFRESH = new RepeatableName("in code");

    private static Code insert(MigrationId id) {
        return Code.of(id, Work.of("INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (3)"))
                .undo(Work.of("DELETE FROM t WHERE id > 1"));
    }

    private Subject over(Code code, Migration... migrations) {
        return with(builder -> builder.codeMigration(api.migration(code)), migrations);
    }

    private String type(Code code) {
        return api.migration(code).getClass().getName();
    }

    private static List<String> states(MigrationStatus status) {
        return status.entries().stream()
                .map(entry -> entry.id().label() + " " + entry.state())
                .toList();
    }

    private static List<String> done(MigrationReport report) {
        return report.steps().stream().map(step -> step.id().label()).toList();
    }

    @Test
    void isAppliedInTheOrderOfVersionsAndRecorded() {
        Code code = insert(Version.of(2));
        Migration last = up(3, "INSERT INTO t SELECT count(*) + 100 FROM t");

        MigrationReport report = over(code, last, TABLE).migrate();

        assertThat(report.steps())
                .extracting(StepReport::origin)
                .containsExactly("code:V1__step_1.sql", type(code), "code:V3__step_3.sql");
        assertThat(sql.rows("SELECT id FROM t ORDER BY id")).containsExactly("2", "3", "102");
        assertThat(sql.rows("SELECT version, description, checksum IS NULL, kind FROM _migrations ORDER BY version"))
                .containsExactly("1|step 1|f|script", "2|in code|t|code", "3|step 3|f|script");
        assertThat(sql.leaseIsFree()).isTrue();
        assertThat(done(over(code, last, TABLE).migrate())).isEmpty();
        assertThat(code.up().calls()).hasValue(1);
    }

    @Test
    void isReverted() {
        Code code = insert(Version.of(2));
        over(code, TABLE).migrate();

        assertThat(done(over(code, TABLE).rollback(1))).containsExactly("V2");

        assertThat(sql.rows("SELECT id FROM t")).isEmpty();
        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void withoutUndoIsNotReverted() {
        Code code = Code.of(Version.of(2), Work.of());
        over(code, TABLE).migrate();

        assertThat(failure(
                        InvalidMigrationsException.class,
                        () -> over(code, TABLE).rollback(2)))
                .hasMessageContaining(type(code) + ": V2 cannot be reverted, because its class has no undo method.");

        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void isShownByStatusAndDryRun() {
        Code code = insert(Version.of(2));

        MigrationStatus.Entry entry = over(code, TABLE).status().entries().get(1);
        assertThat(entry.state()).isEqualTo(MigrationStatus.State.PENDING);
        assertThat(entry.origin()).isEqualTo(type(code));
        assertThat(entry.description()).isEqualTo("in code");
        assertThat(entry.undo()).isTrue();

        PlanStep step = over(code, TABLE).plan(Target.latest()).steps().get(1);
        assertThat(step.origin()).isEqualTo(type(code));
        assertThat(step.statements())
                .containsSubsequence(
                        "BEGIN ISOLATION LEVEL READ COMMITTED",
                        "SAVEPOINT manticore_code",
                        "-- runs Java code of " + type(code),
                        "RELEASE SAVEPOINT manticore_code",
                        "COMMIT");
        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void thatIsRepeatableIsAppliedAgainWhenItsChecksumChanges() {
        Code code = Code.of(REFRESH, Work.of("INSERT INTO t VALUES (1)"));

        assertThat(done(over(code, TABLE).migrate())).containsExactly("V1", "R in code");
        assertThat(done(over(code, TABLE).migrate())).as("without a checksum").isEmpty();
        assertThat(states(over(code, TABLE).status())).containsExactly("V1 APPLIED", "R in code APPLIED");
        assertThat(states(over(code.checksum("1"), TABLE).status()))
                .containsExactly("V1 APPLIED", "R in code OUTDATED");
        assertThat(done(over(code.checksum("1"), TABLE).migrate())).containsExactly("R in code");
        assertThat(done(over(code.checksum("1"), TABLE).migrate())).isEmpty();
        assertThat(done(over(code.checksum("2"), TABLE).migrate())).containsExactly("R in code");
        assertThat(done(over(code, TABLE).migrate())).as("without one again").isEmpty();

        assertThat(sql.rows("SELECT count(*) FROM t")).containsExactly("3");
    }

    @Test
    void whoseChecksumHasChangedIsRefused() {
        Code code = insert(Version.of(2));
        over(code.checksum("1"), TABLE).migrate();

        assertThat(failure(
                        InvalidMigrationsException.class,
                        () -> over(code.checksum("2"), TABLE).migrate()))
                .hasMessageContaining("V2 has changed since it was applied")
                .hasMessageContaining("Make checksum() of the class return its earlier value");
        assertThat(states(over(code.checksum("2"), TABLE).status())).containsExactly("V1 APPLIED", "V2 CHANGED");
        assertThat(done(over(code, TABLE).migrate())).as("without one").isEmpty();
    }

    @Test
    void ofAnotherAdapterIsRefusedBeforeAnythingIsApplied() {
        Api other = api == Api.BLOCKING ? Api.NON_BLOCKING : Api.BLOCKING;
        var foreign = other.migration(insert(Version.of(2)));

        InvalidMigrationsException failure = failure(
                InvalidMigrationsException.class,
                () -> with(builder -> builder.codeMigration(foreign), TABLE).migrate());

        assertThat(failure.problems()).extracting(Problem::kind).contains(Problem.Kind.CODE_IMPOSSIBLE);
        assertThat(failure)
                .hasMessageContaining("This migrator cannot run the Java code of "
                        + foreign.getClass().getName())
                .hasMessageContaining("Let the class implement dev.manticore.migrations."
                        + (api == Api.BLOCKING ? "jdbc.JdbcMigration" : "vertx.VertxMigration"));
        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void withTheVersionOfAFileIsRefused() {
        Code code = insert(Version.of(1));

        assertThat(failure(
                        InvalidMigrationsException.class,
                        () -> over(code, TABLE).migrate()))
                .hasMessageContaining(
                        "There are 2 files or classes for the migration with version 1: code:V1__step_1.sql, "
                                + type(code) + ".");
        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void leavesNothingInItsSession() {
        Connections pool = open(Access.to(database).poolOf(1));
        Code code = Code.of(
                Version.of(2),
                Work.of(
                        "SET statement_timeout = '7s'",
                        "CREATE TEMPORARY TABLE leaked (id INT)",
                        "SET app.tenant = 'x'"));

        through(pool, builder -> builder.codeMigration(api.migration(code)), TABLE)
                .migrate();

        assertThat(pool.rows("SELECT current_setting('statement_timeout'), current_setting('app.tenant', true)"))
                .containsExactly("0|∅");
        assertThat(pool.rows("SELECT count(*) FROM pg_class WHERE relname = 'leaked'"))
                .containsExactly("0");
    }
}
