package dev.manticore.migrations.internal.plan;

import static dev.manticore.migrations.internal.plan.Files.applied;
import static dev.manticore.migrations.internal.plan.Files.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.Callbacks;
import dev.manticore.migrations.internal.load.Checksum;
import dev.manticore.migrations.internal.load.MigrationLoader;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.load.ScriptReader;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows which problems prevent a run, and which of them can be tolerated. */
class PlannerProblemTest {

    @Test
    void allProblemsComeAtOnce() {
        List<Problem> problems = Files.pairs(1, 2, 3)
                .without("V1__m.sql")
                .with("V2__again.sql", "SELECT 2")
                .with("stray.sql", "")
                .with("afterEachMigrateStatement.sql", "")
                .with("V4__begin.sql", "BEGIN;\nSELECT 1;\nROLLBACK;")
                .with("V5__open.sql", "SELECT 'never closed")
                .with("V6__bad.sql", "-- manticore: transaction=required\nVACUUM;")
                .with("V7__late.sql", "SELECT 7")
                .problems(Target.version(99), List.of(applied(3, "changed"), applied(8, null)));
        assertThat(kinds(problems))
                .contains(
                        Kind.UNDO_WITHOUT_MIGRATION,
                        Kind.DUPLICATE_VERSION,
                        Kind.MALFORMED_NAME,
                        Kind.UNSUPPORTED_NAME,
                        Kind.TRANSACTION_CONTROL,
                        Kind.INVALID_SCRIPT,
                        Kind.TRANSACTION_IMPOSSIBLE,
                        Kind.CHANGED_CHECKSUM,
                        Kind.LATE_VERSION);
        assertThat(problems).extracting(Problem::toString).doesNotHaveDuplicates();
    }

    @Test
    void everyLateVersionIsNamed() {
        List<Problem> problems = Files.pairs(1, 2, 3, 4).problems(Target.latest(), applied(3));
        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly(
                        "V1 is not applied, but the higher version V3 is.",
                        "V2 is not applied, but the higher version V3 is.");
        assertThat(problems.get(0).location()).hasToString("db/V1__m.sql");
        assertThat(problems.get(0).remedy().toString())
                .startsWith(
                        "Give the file a version above 4. To apply it anyway: MigratorBuilder.tolerate(Deviation.LATE_VERSION).");
    }

    @Test
    void whatIsLateOnlyBecauseOfWhatIsRevertedIsNot() {
        assertThat(Files.pairs(1, 2, 3).steps(Target.version(2), applied(1, 3))).isEqualTo("-3 +2");
    }

    @Test
    void lateVersionsCanBeTolerated() {
        assertThat(Files.pairs(1, 2, 3, 4).steps(Target.latest(), applied(3), Deviation.LATE_VERSION))
                .isEqualTo("+1 +2 +4");
    }

    @Test
    void everyMissingFileIsNamed() {
        assertThat(Files.pairs(3).problems(Target.latest(), applied(1, 2, 3)))
                .extracting(Problem::message)
                .containsExactly("V1 (m) is applied, but has no file.", "V2 (m) is applied, but has no file.");
    }

    @Test
    void missingFilesCanBeTolerated() {
        assertThat(Files.pairs(3, 4).steps(Target.latest(), applied(1, 2, 3), Deviation.MISSING_FILE))
                .isEqualTo("+4");
    }

    @Test
    void aDatabaseThatIsAheadIsNotedAndNeverReverted() {
        Planning planning = Files.pairs(1, 2).plan(Target.latest(), applied(1, 2, 7, 8));
        assertThat(planning)
                .isEqualTo(new Planning.Planned(
                        List.of(),
                        List.of(
                                "The database is ahead of the files: V7, V8 applied, but V2 is the highest version with a file."),
                        true,
                        Callbacks.NONE));
    }

    @Test
    void aChangedFileIsNamedWithTheDateOfItsApplication() {
        List<Problem> problems =
                Files.pairs(1, 2).problems(Target.latest(), List.of(applied(1, "changed"), applied(2, null)));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.CHANGED_CHECKSUM);
            assertThat(problem.message()).isEqualTo("V1 has changed since it was applied on 2026-01-02T03:04:05Z.");
        });
    }

    @Test
    void anUnchangedFileIsNoProblem() {
        String checksum =
                Files.pairs(1).read().byVersion().get(Version.of(1)).up().checksum();
        assertThat(Files.pairs(1, 2).steps(Target.latest(), List.of(applied(1, checksum))))
                .isEqualTo("+2");
    }

    @Test
    void changedFilesCanBeTolerated() {
        assertThat(Files.pairs(1, 2).steps(Target.latest(), List.of(applied(1, "changed")), Deviation.CHANGED_CHECKSUM))
                .isEqualTo("+2");
    }

    @Test
    void aChangedFileIsNotRevertedUnlessTolerated() {
        List<dev.manticore.migrations.AppliedMigration> history = List.of(applied(1, "changed"));
        assertThat(kinds(Files.pairs(1).problems(Target.rollback(1), history))).containsExactly(Kind.CHANGED_CHECKSUM);
        assertThat(Files.pairs(1).steps(Target.rollback(1), history, Deviation.CHANGED_CHECKSUM))
                .isEqualTo("-1");
    }

    @ParameterizedTest
    @EnumSource(value = Deviation.class, mode = EnumSource.Mode.EXCLUDE, names = "POOLED_SESSION")
    void oneToleranceIsNotAnother(Deviation deviation) {
        List<Problem> problems = Files.pairs(2, 3, 5)
                .with("V4__m.sql", "")
                .problems(Target.latest(), List.of(applied(1, null), applied(3, "changed")), deviation);
        assertThat(kinds(problems)).hasSize(3);
    }

    @Test
    void scriptsThatAreAppliedAlreadyAreNotRead() {
        assertThat(Files.pairs(1, 2).with("V1__m.sql", "BEGIN;").steps(Target.latest(), applied(1)))
                .isEqualTo("+2");
    }

    @Test
    void anUndoThatCannotBeRunIsFoundBeforeItsMigrationIsApplied() {
        List<Problem> problems =
                Files.pairs(1).with("U1__undo_m.sql", "SELECT 1;\n  ROLLBACK;").problems(Target.latest(), applied());
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.TRANSACTION_CONTROL);
            assertThat(problem.location()).hasToString("db/U1__undo_m.sql:2:3");
        });
    }

    @Test
    void anUndoThatCannotBeRunStopsARollback() {
        assertThat(kinds(Files.pairs(1, 2)
                        .with("U1__undo_m.sql", "SELECT 'open")
                        .with("U2__undo_m.sql", "-- manticore: transaction=required\nVACUUM;")
                        .problems(Target.version(0), applied(1, 2))))
                .containsExactly(Kind.TRANSACTION_IMPOSSIBLE, Kind.INVALID_SCRIPT);
    }

    @Test
    void noMigrationsAreAProblem() {
        assertThat(Files.none().problems(Target.latest(), applied(1)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Kind.NO_MIGRATIONS);
                    assertThat(problem.message()).isEqualTo("No migration was found in filesystem:db.");
                });
    }

    @Test
    void twoFilesOfAnAppliedVersionAreNotAMissingFileToo() {
        assertThat(kinds(Files.pairs(1, 2, 3).with("V2__again.sql", "").problems(Target.latest(), applied(1, 2))))
                .containsExactly(Kind.DUPLICATE_VERSION);
        assertThat(kinds(Files.pairs(1, 2, 3).with("V2__again.sql", "").problems(Target.version(2), applied())))
                .containsExactly(Kind.DUPLICATE_VERSION);
    }

    @Test
    void theFilesOfASourceThatCannotBeReadAreNotMissingToo() {
        List<Problem> problems = ((Planning.Refused) Planner.plan(
                        MigrationLoader.load(
                                List.of(Files.pairs(5), Files.none().unreadable()),
                                new ScriptReader(ReadSettings.DEFAULT, Checksum::of)),
                        Files.history(applied(1, 2)),
                        Target.latest(),
                        MigrationReport.EMPTY,
                        java.util.Set.of(),
                        Files.POSTGRES))
                .problems();
        assertThat(kinds(problems)).containsExactly(Kind.SOURCE_UNREADABLE);
    }

    @Test
    void aLongListOfVersionsIsShortened() {
        Planning planning = Files.pairs(1)
                .plan(Target.latest(), applied(LongStream.rangeClosed(1, 300).toArray()));

        assertThat(((Planning.Planned) planning).notes())
                .containsExactly(
                        "The database is ahead of the files: V2 to V300 (299 migrations) applied, but V1 is the"
                                + " highest version with a file.");
    }
}
