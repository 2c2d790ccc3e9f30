package dev.manticore.migrations.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shows which baseline script a database begins with, and where they are passed over. */
class BaselineScriptsPlanTest {

    private static Files files() {
        return Files.pairs(1, 2, 3, 4).with("B1__base.sql", "SELECT 11").with("B3__base.sql", "SELECT 13");
    }

    private static List<AppliedMigration> begun(long version, @Nullable String checksum) {
        return List.of(new AppliedMigration(
                Version.of(version), "base", Instant.EPOCH, checksum, null, null, Kind.BASELINE_SCRIPT));
    }

    private static String origins(Files files, Target target, List<AppliedMigration> history) {
        Planning planning = files.plan(target, history);
        assertThat(planning.problems()).isEmpty();
        return String.join(
                " ",
                planning.steps().stream()
                        .map(step -> step.script().file().name())
                        .toList());
    }

    @Test
    void aDatabaseWithoutHistoryBeginsWithTheNewestOne() {
        Planning.Planned planned = (Planning.Planned) files().plan(Target.latest(), List.of());

        assertThat(origins(files(), Target.latest(), List.of())).isEqualTo("B3__base.sql V4__m.sql");
        assertThat(planned.steps().get(0).migration().kind()).isEqualTo(Kind.BASELINE_SCRIPT);
        assertThat(planned.notes())
                .containsExactly("The database begins with the baseline script B3__base.sql, which stands for all"
                        + " versions up to 3.");
    }

    @Test
    void withATargetItIsTheNewestOneUpToTheTarget() {
        assertThat(origins(files(), Target.version(3), List.of())).isEqualTo("B3__base.sql");
        assertThat(origins(files(), Target.version(2), List.of())).isEqualTo("B1__base.sql V2__m.sql");
        assertThat(origins(files().without("B1__base.sql"), Target.version(2), List.of()))
                .isEqualTo("V1__m.sql V2__m.sql");
    }

    @Test
    void itNeedsNoMigrationOfItsVersion() {
        Files files = Files.pairs(7).with("B5__base.sql", "SELECT 1");

        assertThat(origins(files, Target.latest(), List.of())).isEqualTo("B5__base.sql V7__m.sql");
        assertThat(origins(files, Target.version(5), List.of())).isEqualTo("B5__base.sql");
        assertThat(origins(Files.none().with("B5__base.sql", "SELECT 1"), Target.latest(), List.of()))
                .isEqualTo("B5__base.sql");
    }

    @Test
    void withAppliedVersionsAllArePassedOver() {
        Planning.Planned planned = (Planning.Planned) files().plan(Target.latest(), Files.applied(1, 2));

        assertThat(Files.steps(planned)).isEqualTo("+3 +4");
        assertThat(planned.steps().get(0).migration().kind()).isEqualTo(Kind.SCRIPT);
        assertThat(planned.notes()).isEmpty();
        assertThat(BaselineScripts.passedOver(files().read(), Files.history(Files.applied(1, 2))))
                .hasValue("Passed over, because versions are applied already: B1__base.sql, B3__base.sql.");
    }

    @Test
    void thoseBelowTheOneThatADatabaseBeganWithAreNotMentioned() {
        assertThat(BaselineScripts.passedOver(files().read(), Files.history(begun(3, null))))
                .isEmpty();
        assertThat(BaselineScripts.passedOver(files().read(), Files.history(begun(1, null))))
                .hasValue("Passed over, because versions are applied already: B3__base.sql.");
        assertThat(BaselineScripts.passedOver(files().read(), Files.history(List.of())))
                .isEmpty();
    }

    @Test
    void whatBeganWithOneGoesOnAboveIt() {
        String checksum = files().read().baselines().get(Version.of(3)).up().checksum();

        assertThat(origins(files(), Target.latest(), begun(3, checksum))).isEqualTo("V4__m.sql");
        assertThat(origins(files().with("B4__base.sql", "SELECT 14"), Target.latest(), begun(3, checksum)))
                .as("a newer one is passed over")
                .isEqualTo("V4__m.sql");
        assertThat(origins(files().with("V2.5__late.sql", "SELECT 1"), Target.latest(), begun(3, checksum)))
                .as("a late file below it is never applied")
                .isEqualTo("V4__m.sql");
    }

    @Test
    void itsOwnFileIsCompared() {
        assertThat(files().problems(Target.latest(), begun(3, "another")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.CHANGED_CHECKSUM);
                    assertThat(problem.location()).hasToString("db/B3__base.sql");
                });
    }

    @Test
    void itsFileHasToBeThereLikeAnyOther() {
        Files gone = files().without("B3__base.sql");

        assertThat(Files.kinds(gone.problems(Target.latest(), begun(3, "any"))))
                .containsExactly(Problem.Kind.MISSING_FILE);
        assertThat(gone.steps(Target.latest(), begun(3, "any"), Deviation.MISSING_FILE))
                .isEqualTo("+4");
    }

    @Test
    void aBaselineThatAPersonDeclaredLeavesThemOut() {
        List<AppliedMigration> declared =
                List.of(new AppliedMigration(Version.of(2), "b", Instant.EPOCH, null, null, null, Kind.BASELINE));

        assertThat(origins(files(), Target.latest(), declared)).isEqualTo("V3__m.sql V4__m.sql");
    }

    @Test
    void itCannotBeReverted() {
        assertThat(Files.kinds(files().problems(Target.version(0), begun(3, null))))
                .containsExactly(Problem.Kind.NO_UNDO);
    }

    @Test
    void twoOfOneVersionAreRefused() {
        assertThat(files().with("B3.0__other.sql", "SELECT 1").problems(Target.latest(), List.of()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.DUPLICATE_VERSION);
                    assertThat(problem.message())
                            .isEqualTo("There are 2 files for the baseline script with version 3: db/B3.0__other.sql,"
                                    + " db/B3__base.sql.");
                });
    }

    @Test
    void whatIsBelowIsNotCheckedBeforeADatabaseBeginsWithIt() {
        Files files = files().with("V2__m.sql", "SELECT 'unterminated");

        assertThat(origins(files, Target.latest(), List.of())).isEqualTo("B3__base.sql V4__m.sql");
    }
}
