package dev.manticore.migrations.internal.plan;

import static dev.manticore.migrations.internal.plan.Files.applied;
import static dev.manticore.migrations.internal.plan.Files.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which steps lead to a target, and which targets are rejected. */
class PlannerTargetTest {

    private static Target target(String words) {
        String[] parts = words.split(" ", -1);
        return switch (parts[0]) {
            case "latest" -> Target.latest();
            case "version" -> Target.version(Long.parseLong(parts[1]));
            case "rollback" -> Target.rollback(Integer.parseInt(parts[1]));
            case "rollbackTo" -> Target.rollbackTo(Long.parseLong(parts[1]));
            case "redo" -> Target.redo(Integer.parseInt(parts[1]));
            default -> Target.revert(Long.parseLong(parts[1]));
        };
    }

    @ParameterizedTest(name = "{2} with files {0} and applied {1}: {3}")
    @CsvSource({
        "1 2 3,              '',      latest,        +1 +2 +3",
        "3 1 2,              '',      latest,        +1 +2 +3",
        "1 2 3,              1,       latest,        +2 +3",
        "1 2 3,              1 2 3,   latest,        ''",
        "1 2,                1 2 3 9, latest,        ''",
        "9 10 11,            9,       latest,        +10 +11",
        "1 20260101000000,   1,       latest,        +20260101000000",
        "9223372036854775807,'',      latest,        +9223372036854775807",
        "1 2 3,              '',      version 2,     +1 +2",
        "1 2 3,              1,       version 2,     +2",
        "1 2 3,              1 2 3,   version 2,     -3",
        "1 2 3,              1 2 3,   version 0,     -3 -2 -1",
        "1 2 3,              '',      version 0,     ''",
        "1 2 3 4,            1 2 4,   rollbackTo 1,  -4 -2",
        "1 2 3,              1 2,     rollbackTo 3,  ''",
        "1 2 3,              1 2 3,   rollbackTo 0,  -3 -2 -1",
        "1 2 3,              1,       rollbackTo 2,  ''",
        "1 2 3,              1 2 3,   rollback 1,    -3",
        "1 2 3,              1 3,     rollback 2,    -3 -1",
        "1 2 3,              1 2 3,   rollback 99,   -3 -2 -1",
        "1 2 3,              '',      rollback 1,    ''",
        "1 2 3,              1 2 3,   redo 1,        -3 +3",
        "1 2 3 4,            1 2 3,   redo 2,        -3 -2 +2 +3",
        "1 2 3,              1 3,     redo 1,        -3 +3",
        "1 2 3,              1 2,     redo 99,       -2 -1 +1 +2",
        "1 2 3,              '',      redo 1,        ''",
        "1 2 3,              1 2 3,   revert 2,      -2",
        "1 2 3,              1 2 3,   revert 3,      -3"
    })
    void leadsThere(String files, String applied, String target, String steps) {
        assertThat(Files.pairs(versions(files)).steps(target(target), applied(versions(applied))))
                .isEqualTo(steps);
    }

    /** Another runner may have had the lease in between, so that a run plans again. */
    @ParameterizedTest(name = "{2} after {0}, with {1} applied: {3}")
    @CsvSource({
        "-3,       1 2,     rollback 2, -2",
        "-3 -2,    1,       rollback 2, ''",
        "-3,       1 2,     redo 1,     +3",
        "-3,       1 2,     redo 2,     -2 +2 +3",
        "-3 -2,    1,       redo 2,     +2 +3",
        "-3 -2 +2, 1 2,     redo 2,     +3",
        "-3 -2 +2, 1 2 3,   redo 2,     ''"
    })
    void countsWhatTheRunHasRevertedAlready(String done, String applied, String target, String steps) {
        List<StepReport> reported = Stream.of(done.split(" ", -1))
                .map(step -> new StepReport(
                        Version.parse(step.substring(1)),
                        "m",
                        step.startsWith("-") ? Direction.REVERT : Direction.APPLY,
                        "db",
                        Duration.ZERO))
                .toList();

        Planning planning = Planner.plan(
                Files.pairs(1, 2, 3).read(),
                Files.history(applied(versions(applied))),
                target(target),
                new MigrationReport(reported, List.of()),
                Set.of(),
                Files.POSTGRES);

        assertThat(Files.steps((Planning.Planned) planning)).isEqualTo(steps);
    }

    @Test
    void aProblemOfAnUndoScriptThatIsRedoneIsNamedOnce() {
        Files files = Files.pairs(1).with("U1__undo_m.sql", "SELECT 'open");
        assertThat(files.problems(Target.redo(1), applied(1))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "version 5    | There is no version 5. Closest versions: V3 and V9.",
                "version 99   | There is no version 99. Closest versions: V9.",
                "version 1    | There is no version 1. Closest versions: V2.",
                "rollbackTo 4 | There is no version 4. Closest versions: V3 and V9."
            },
            delimiter = '|')
    void anUnknownTargetNamesItsNeighboursInFilesAndHistory(String target, String message) {
        List<Problem> problems = Files.pairs(2, 3).problems(target(target), applied(2, 9));
        assertThat(problems)
                .filteredOn(problem -> problem.kind() == Problem.Kind.UNKNOWN_TARGET)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(message));
    }

    @ParameterizedTest
    @CsvSource({"revert 3", "revert 77"})
    void whatIsNotAppliedCannotBeReverted(String target) {
        assertThat(Files.kinds(Files.pairs(1, 2, 3).problems(target(target), applied(1, 2))))
                .containsExactly(Problem.Kind.NOT_APPLIED);
    }

    @ParameterizedTest
    @CsvSource({"version 1, 1 2 9", "rollback 2, 1 2 9", "rollbackTo 1, 1 2 9", "revert 9, 1 2 9"})
    void whatHasNoFileCannotBeReverted(String target, String applied) {
        assertThat(Files.pairs(1, 2).problems(target(target), applied(versions(applied))))
                .filteredOn(problem -> problem.kind() == Problem.Kind.NO_UNDO)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("V9 cannot be reverted, because it has no file.");
                    assertThat(problem.remedy().toString())
                            .contains("and its migration")
                            .endsWith("Nothing was reverted.");
                });
    }

    @ParameterizedTest
    @CsvSource({"version 0", "rollback 9", "rollbackTo 0"})
    void everyMissingUndoIsNamedBeforeAnythingIsReverted(String target) {
        Files files = Files.pairs(1, 2, 3).without("U1__undo_m.sql").without("U3__undo_m.sql");
        assertThat(files.problems(target(target), applied(1, 2, 3)))
                .extracting(Problem::message)
                .containsExactly(
                        "V3 cannot be reverted, because it has no undo script.",
                        "V1 cannot be reverted, because it has no undo script.");
    }
}
