package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.StepReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that a database without history begins with a baseline script, and that any other one passes them over. */
class BaselineScriptsScenario extends Scenario {
    private static final String ROWS = "SELECT version, description, kind FROM _migrations ORDER BY version";

    private static Files files(String... more) {
        Files files = Files.of(
                "V1__one.sql", "CREATE TABLE t1 (id INT)",
                "V2__two.sql", "CREATE TABLE t2 (id INT)",
                "V3__three.sql", "CREATE TABLE t3 (id INT)",
                "B1__first.sql", "CREATE TABLE t1 (id INT)",
                "B2__all.sql", "CREATE TABLE t1 (id INT); CREATE TABLE t2 (id INT)");
        files.texts().putAll(Files.of(more).texts());
        return files;
    }

    private static List<String> origins(MigrationReport report) {
        return report.steps().stream().map(StepReport::origin).toList();
    }

    private static List<State> states(MigrationStatus status) {
        return status.entries().stream().map(MigrationStatus.Entry::state).toList();
    }

    @Test
    void theNewestOneStandsForAllVersionsUpToItsOwn() {
        assertThat(states(over(files()).status())).containsExactly(State.BELOW_BASELINE, State.PENDING, State.PENDING);

        assertThat(origins(over(files()).migrate())).containsExactly("memory/B2__all.sql", "memory/V3__three.sql");

        assertThat(sql.rows(ROWS)).containsExactly("2|all|baseline script", "3|three|script");
        assertThat(sql.tables()).contains("t1", "t2", "t3");
        assertThat(states(over(files()).status())).containsExactly(State.BELOW_BASELINE, State.BASELINE, State.APPLIED);
        assertThat(over(files()).migrate().steps()).isEmpty();
        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> over(files("U3__undo_three.sql", "DROP TABLE t3")).migrate(0));
        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.NO_UNDO);
    }

    @Test
    void upToATargetItIsTheNewestOneBelow() {
        assertThat(origins(over(files()).migrate(1))).containsExactly("memory/B1__first.sql");
        assertThat(origins(over(files()).migrate())).containsExactly("memory/V2__two.sql", "memory/V3__three.sql");
    }

    @Test
    void aDatabaseWithAppliedVersionsPassesThemOver() {
        over(Files.of("V1__one.sql", "CREATE TABLE t1 (id INT)")).migrate();

        MigrationReport report = over(files()).migrate();

        assertThat(origins(report)).containsExactly("memory/V2__two.sql", "memory/V3__three.sql");
        assertThat(over(files()).status().notes())
                .containsExactly("Passed over, because versions are applied already: B1__first.sql, B2__all.sql.");
    }

    @Test
    void repeatableMigrationsAloneAreNoVersions() {
        over(Files.of("R__view.sql", "CREATE VIEW v AS SELECT 1 AS one")).migrate();

        assertThat(origins(over(files("R__view.sql", "CREATE VIEW v AS SELECT 1 AS one"))
                        .migrate()))
                .containsExactly("memory/B2__all.sql", "memory/V3__three.sql");
    }

    @Test
    void aStepwiseOneIsContinued() {
        String head = "-- manticore: transaction=none\nCREATE TABLE t1 (id INT);\nCREATE TABLE t2 (id ";
        failure(
                StatementFailedException.class,
                () -> over(files("B2__all.sql", head + "broken)")).migrate());
        assertThat(states(over(files("B2__all.sql", head + "INT)")).status()))
                .containsExactly(State.BELOW_BASELINE, State.PARTLY_DONE, State.PENDING);

        assertThat(origins(over(files("B2__all.sql", head + "INT)")).migrate()))
                .containsExactly("memory/B2__all.sql", "memory/V3__three.sql");
        assertThat(sql.rows(ROWS)).containsExactly("2|all|baseline script", "3|three|script");
    }

    @Test
    void itsFileIsComparedLikeAnyOther() {
        over(files()).migrate();

        InvalidMigrationsException changed = failure(
                InvalidMigrationsException.class,
                () -> over(files("B2__all.sql", "SELECT 1")).migrate());
        assertThat(changed).hasMessageContaining("memory/B2__all.sql");
        assertThat(over(files("B2__all.sql", "create table t1 (id int);\ncreate table t2 (id int);"))
                        .migrate()
                        .notes())
                .singleElement()
                .asString()
                .contains(": V2.");
        Files gone = files();
        gone.texts().remove("B2__all.sql");
        InvalidMigrationsException missing =
                failure(InvalidMigrationsException.class, () -> over(gone).migrate());
        assertThat(missing.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.MISSING_FILE);
    }
}
