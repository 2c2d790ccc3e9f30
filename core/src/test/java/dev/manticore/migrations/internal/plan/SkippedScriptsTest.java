package dev.manticore.migrations.internal.plan;

import static dev.manticore.migrations.internal.plan.Files.applied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import org.junit.jupiter.api.Test;

/** Shows that a script whose settings say so is not executed. */
class SkippedScriptsTest {
    private static final String SKIP = "shouldExecute=false";

    @Test
    void aMigrationIsLeftOutAndNoted() {
        Files files = Files.pairs(1, 2, 3).with("V2__m.sql.conf", SKIP);

        assertThat(files.steps(Target.latest(), applied())).isEqualTo("+1 +3");
        assertThat(((Planning.Planned) files.plan(Target.latest(), applied())).notes())
                .containsExactly("V2 is not executed, because db/V2__m.sql.conf says shouldExecute=false.");
        assertThat(FileCheck.notes(files.read()))
                .containsExactly("V2 is not executed, because db/V2__m.sql.conf says shouldExecute=false.");
    }

    @Test
    void itIsNeitherLateNorMissing() {
        Files files = Files.pairs(1, 2, 3).with("V2__m.sql.conf", SKIP);

        assertThat(files.steps(Target.latest(), applied(1, 3))).isEmpty();
    }

    @Test
    void oneThatIsAppliedStaysSoAndCanBeReverted() {
        Files files = Files.pairs(1, 2).with("V2__m.sql.conf", SKIP);

        assertThat(files.steps(Target.latest(), applied(1, 2))).isEmpty();
        assertThat(files.steps(Target.version(1), applied(1, 2))).isEqualTo("-2");
    }

    @Test
    void aRepeatableMigrationIsLeftOutAndNotedToo() {
        Files files = Files.pairs(1)
                .with("R__views.sql", "SELECT 1")
                .with("R__views.sql.conf", SKIP)
                .with("R__later.sql", "SELECT 2");
        String note = "R views is not executed, because db/R__views.sql.conf says shouldExecute=false.";

        Planning planning = files.plan(Target.latest(), applied());

        assertThat(planning.steps()).extracting(WorkStep::name).containsExactly("V1", "R later");
        assertThat(((Planning.Planned) planning).notes()).containsExactly(note);
        assertThat(FileCheck.notes(files.read())).containsExactly(note);
    }

    @Test
    void anUndoScriptIsNotExecutedEither() {
        Files files = Files.pairs(1, 2).with("U2__undo_m.sql.conf", SKIP);

        assertThat(files.steps(Target.latest(), applied(1))).isEqualTo("+2");
        assertThat(files.problems(Target.version(1), applied(1, 2)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.NO_UNDO);
                    assertThat(problem)
                            .asString()
                            .contains("db/U2__undo_m.sql", "shouldExecute=false", "U2__undo_m.sql.conf");
                });
    }

    @Test
    void aScriptThatMustRunInATransactionAndCannotIsRefusedByItsSettings() {
        Files files = Files.none()
                .with("V1__m.sql", "CREATE INDEX CONCURRENTLY i ON t (a)")
                .with("V1__m.sql.conf", "executeInTransaction=true");

        assertThat(files.problems(Target.latest(), applied()))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .hasToString(
                                "db/V1__m.sql:1:1: V1__m.sql.conf requires one transaction, but PostgreSQL cannot run this"
                                        + " statement in a transaction. Remove executeInTransaction=true, or move the statement to a"
                                        + " separate migration."));
    }
}
