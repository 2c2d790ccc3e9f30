package dev.manticore.migrations.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Shows that a change of comments and blank space is no change of a migration. */
class ChangedFilesPlanTest {
    private static final RepeatableName VIEWS = new RepeatableName("views");

    private static AppliedMigration applied(Files files, MigrationId id) {
        ResolvedMigration file = files.read().find(id);
        return new AppliedMigration(
                id,
                file.description(),
                Instant.EPOCH,
                file.up().checksum(),
                null,
                null,
                Kind.SCRIPT,
                file.up().content().value());
    }

    private static AppliedMigration version(String text) {
        return applied(Files.none().with("V1__m.sql", text), Version.of(1));
    }

    private static AppliedMigration views(String text) {
        return applied(Files.none().with("R__views.sql", text), VIEWS);
    }

    private static Planning.Planned planned(Files files, AppliedMigration... history) {
        return (Planning.Planned) files.plan(Target.latest(), List.of(history));
    }

    @Test
    void aChangedCommentIsANote() {
        Planning.Planned planned = planned(Files.none().with("V1__m.sql", "-- Why.\nselect 1;"), version("SELECT 1"));

        assertThat(planned.steps()).isEmpty();
        assertThat(planned.notes())
                .containsExactly("Changed since they were applied, but only in comments, blank space or the case of"
                        + " keywords: V1. A repair records the files as they are now.");
    }

    @Test
    void aChangedTokenIsAnErrorWithTheWaysOut() {
        List<Problem> problems = Files.none()
                .with("V1__m.sql", "-- Why.\nSELECT 2")
                .problems(Target.latest(), List.of(version("-- Because.\nSELECT 1")));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.CHANGED_CHECKSUM);
            assertThat(problem.location()).hasToString("db/V1__m.sql");
            assertThat(problem.remedy())
                    .asString()
                    .contains("Migrator.repair(RepairOption.CHANGED)", "Deviation.CHANGED_CHECKSUM");
        });
    }

    @Test
    void withoutTheSecondChecksumEveryChangeIsAnError() {
        AppliedMigration old = version("SELECT 1").withContentChecksum(null);

        assertThat(Files.kinds(Files.none().with("V1__m.sql", "SELECT  1").problems(Target.latest(), List.of(old))))
                .containsExactly(Problem.Kind.CHANGED_CHECKSUM);
        assertThat(planned(Files.none().with("V1__m.sql", "SELECT 1"), old).notes())
                .isEmpty();
    }

    @Test
    void whereChangesAreToleratedThereIsNothingToSay() {
        Planning planning = Files.none()
                .with("V1__m.sql", "SELECT  1")
                .plan(Target.latest(), List.of(version("SELECT 1")), Deviation.CHANGED_CHECKSUM);

        assertThat(((Planning.Planned) planning).notes()).isEmpty();
    }

    @Test
    void aRepeatableMigrationIsAppliedAgainOnlyIfItDoesSomethingElse() {
        Files files = Files.pairs(1).with("R__views.sql", "-- Why.\nselect 1");

        assertThat(planned(files, Files.applied(1, null), views("SELECT 1")))
                .satisfies(planned -> assertThat(planned.steps()).isEmpty())
                .satisfies(planned ->
                        assertThat(planned.notes()).singleElement().asString().contains(": R views. "));
        assertThat(Files.steps(planned(files, Files.applied(1, null), views("SELECT 2"))))
                .isEqualTo("+views");
    }

    /** An undo script may have dropped what it created. */
    @Test
    void aRepeatableMigrationWhoseChecksumIsForgottenIsAppliedAgain() {
        AppliedMigration views = views("SELECT 1");
        AppliedMigration forgotten = new AppliedMigration(
                VIEWS, "views", Instant.EPOCH, null, null, null, Kind.SCRIPT, views.contentChecksum());

        assertThat(Files.steps(
                        planned(Files.pairs(1).with("R__views.sql", "SELECT 1"), Files.applied(1, null), forgotten)))
                .isEqualTo("+views");
    }

    @Test
    void manyAreCounted() {
        Files files = Files.none();
        LongStream.rangeClosed(1, 12).forEach(version -> files.with("V" + version + "__m.sql", "SELECT 1"));
        AppliedMigration[] history = LongStream.rangeClosed(1, 12)
                .mapToObj(version -> applied(files, Version.of(version)))
                .toArray(AppliedMigration[]::new);
        LongStream.rangeClosed(1, 12).forEach(version -> files.with("V" + version + "__m.sql", "SELECT  1"));

        assertThat(planned(files, history).notes())
                .singleElement()
                .asString()
                .contains("V1, V2, V3, V4, V5, V6, V7, V8, V9, V10 and 2 more.");
    }
}
