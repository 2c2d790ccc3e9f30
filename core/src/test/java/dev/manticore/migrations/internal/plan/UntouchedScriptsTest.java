package dev.manticore.migrations.internal.plan;

import static dev.manticore.migrations.internal.plan.Files.applied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a script that was created and never written is not run. */
class UntouchedScriptsTest {

    @ParameterizedTest
    @ValueSource(strings = {"-- Applies: add orders\n", "\ufeff-- Applies: a\r\n\r\n", "", " \n\t\n"})
    void anUntouchedScriptIsRefusedByName(String text) {
        Files files = Files.pairs(1, 2).with("V2__m.sql", text);

        assertThat(files.problems(Target.latest(), applied(1))).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.EMPTY_SCRIPT);
            assertThat(problem)
                    .hasToString(
                            "db/V2__m.sql: The script of V2 has no statements: it is empty, or still as it was created."
                                    + " Write its statements. If it needs none, say why in a comment."
                                    + " To apply it as it is: MigratorBuilder.tolerate(Deviation.EMPTY_SCRIPT).");
        });
        assertThat(files.steps(Target.latest(), applied(1), Deviation.EMPTY_SCRIPT))
                .isEqualTo("+2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-- Reverts V2__m.sql\n", "-- Reverts V1__earlier_name.sql", "-- Reverts V1.2_03__m.sql", ""})
    void anUntouchedUndoIsRefusedWhenItWouldRun(String text) {
        Files files = Files.pairs(1, 2).with("U2__undo_m.sql", text);

        assertThat(files.problems(Target.version(0), applied(1, 2)))
                .singleElement()
                .hasToString(
                        "db/U2__undo_m.sql: The undo script of V2 has no statements: it is empty, or still as it was"
                                + " created. Write its statements. If it needs none, say why in a comment. Nothing was reverted."
                                + " To only remove the version from the history:"
                                + " MigratorBuilder.tolerate(Deviation.EMPTY_SCRIPT).");
        assertThat(files.steps(Target.version(0), applied(1, 2), Deviation.EMPTY_SCRIPT))
                .isEqualTo("-2 -1");
    }

    @Test
    void anUntouchedUndoIsNotedWhenItsMigrationIsApplied() {
        Planning planning =
                Files.pairs(1).with("U1__undo_m.sql", "-- Reverts V1__m.sql\n").plan(Target.latest(), applied());

        assertThat(((Planning.Planned) planning).notes())
                .containsExactly(
                        "The undo script of V1 is not written yet (db/U1__undo_m.sql). Until it is, the migration"
                                + " cannot be reverted.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- done by hand in 2024",
                "-- Applies: a\n-- done by hand in 2024",
                "-- Applies: a\nSELECT 1",
                "/* nothing */"
            })
    void aScriptThatSomebodyWroteIsAccepted(String text) {
        assertThat(Files.pairs(1).with("V1__m.sql", text).steps(Target.latest(), applied()))
                .isEqualTo("+1");
    }

    @Test
    void whatIsAppliedIsNotAskedForAgain() {
        assertThat(Files.pairs(1, 2).with("V1__m.sql", "").steps(Target.latest(), applied(1)))
                .isEqualTo("+2");
    }
}
