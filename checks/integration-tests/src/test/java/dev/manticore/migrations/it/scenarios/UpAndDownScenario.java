package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows which migrations a run applies and reverts for each target. */
class UpAndDownScenario extends Scenario {
    @Test
    void appliesWhatIsPending() {
        MigrationReport report = over(tables(3)).migrate();

        assertThat(steps(report)).containsExactly("APPLY 1", "APPLY 2", "APPLY 3");
        assertThat(sql.tables())
                .containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable", "t1", "t2", "t3");
        assertThat(sql.rows("SELECT version, description, length(checksum), execution_ms >= 0, applied_by IS NOT NULL,"
                        + " applied_at > now() - interval '1 minute' FROM _migrations ORDER BY version"))
                .containsExactly("1|step 1|64|t|t|t", "2|step 2|64|t|t|t", "3|step 3|64|t|t|t");
        assertThat(sql.leaseIsFree()).isTrue();
    }

    @Test
    void doesNothingTwice() {
        over(tables(3)).migrate();
        List<String> before = sql.rows("SELECT * FROM _migrations, _migrations_lease ORDER BY 1");

        assertThat(over(tables(3)).migrate().isEmpty()).isTrue();

        assertThat(sql.rows("SELECT * FROM _migrations, _migrations_lease ORDER BY 1"))
                .as("not even the lease was taken")
                .isEqualTo(before);
    }

    @Test
    void appliesWhatIsNew() {
        over(tables(2)).migrate();

        assertThat(steps(over(tables(4)).migrate())).containsExactly("APPLY 3", "APPLY 4");

        assertThat(sql.history()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void goesUpToATarget() {
        assertThat(steps(over(tables(3)).migrate(2))).containsExactly("APPLY 1", "APPLY 2");

        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.tables()).contains("t2").doesNotContain("t3");
    }

    @Test
    void goesDownToATarget() {
        over(tables(4)).migrate();

        assertThat(steps(over(tables(4)).migrate(2))).containsExactly("REVERT 4", "REVERT 3");

        assertThat(sql.history()).containsExactly("1", "2");
        assertThat(sql.tables())
                .containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable", "t1", "t2");
    }

    @Test
    void revertsEverything() {
        over(tables(3)).migrate();

        assertThat(steps(over(tables(3)).migrate(0))).containsExactly("REVERT 3", "REVERT 2", "REVERT 1");

        assertThat(sql.history()).isEmpty();
        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");
    }

    @Test
    void goesDownAndUpAgain() {
        over(tables(3)).migrate();
        over(tables(3)).migrate(0);

        assertThat(steps(over(tables(3)).migrate())).containsExactly("APPLY 1", "APPLY 2", "APPLY 3");

        assertThat(sql.tables()).contains("t1", "t2", "t3");
    }

    @Test
    void rollsBackAsManyAsAsked() {
        over(tables(4)).migrate();

        assertThat(steps(over(tables(4)).rollback(2))).containsExactly("REVERT 4", "REVERT 3");

        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void rollsBackNoMoreThanThereIs() {
        over(tables(2)).migrate();

        assertThat(steps(over(tables(2)).rollback(7))).containsExactly("REVERT 2", "REVERT 1");

        assertThat(sql.history()).isEmpty();
    }

    @Test
    void rollsBackToAVersionAndAppliesNothing() {
        over(table(1), table(3)).migrate();

        assertThat(steps(over(table(1), table(3), table(4)).migrate(Target.rollbackTo(1))))
                .containsExactly("REVERT 3");

        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void revertsOneInTheMiddle() {
        over(tables(3)).migrate();

        assertThat(steps(over(tables(3)).revert(2))).containsExactly("REVERT 2");

        assertThat(sql.history()).containsExactly("1", "3");
        assertThat(sql.tables())
                .containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable", "t1", "t3");
    }

    @Test
    void refusesToRevertWhatIsNotApplied() {
        over(tables(2)).migrate();

        InvalidMigrationsException refusal =
                failure(InvalidMigrationsException.class, () -> over(tables(3)).revert(3));

        assertThat(refusal.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Kind.NOT_APPLIED));
        assertThat(sql.history()).containsExactly("1", "2");
    }

    @Test
    void refusesARollbackWithoutUndoBeforeAnythingIsReverted() {
        over(up(1, "CREATE TABLE t1 (id INT)"), table(2), up(3, "CREATE TABLE t3 (id INT)"), table(4))
                .migrate();

        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> over(up(1, "CREATE TABLE t1 (id INT)"), table(2), up(3, "CREATE TABLE t3 (id INT)"), table(4))
                        .rollback(4));

        assertThat(refusal.problems())
                .extracting(problem -> problem.kind() + " " + problem.message().substring(0, 2))
                .containsExactly("NO_UNDO V3", "NO_UNDO V1");
        assertThat(sql.history()).containsExactly("1", "2", "3", "4");
        assertThat(sql.tables()).contains("t4");
    }

    @Test
    void aDatabaseAheadOfTheFilesIsLeftAlone() {
        over(tables(3)).migrate();

        MigrationReport report = over(tables(2)).migrate();

        assertThat(report.isEmpty()).isTrue();
        assertThat(report.notes()).singleElement().asString().contains("ahead", "V3");
        assertThat(sql.history()).containsExactly("1", "2", "3");
    }

    private static List<String> steps(MigrationReport report) {
        return report.steps().stream()
                .map(step -> (step.direction() == Direction.APPLY ? "APPLY " : "REVERT ") + step.id())
                .toList();
    }
}
