package dev.manticore.migrations.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.History;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows what a plan makes of rows that stand for something else than a script. */
class BaselinePlanTest {

    private static AppliedMigration row(long version, Kind kind) {
        return new AppliedMigration(Version.of(version), "m", Instant.EPOCH, null, null, null, kind);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"BASELINE", "BASELINE_SCRIPT"})
    void versionsUpToABaselineAreNotApplied(Kind kind) {
        Files files = Files.pairs(1, 2, 3, 4).with("B3__m.sql", "SELECT 3");
        assertThat(files.steps(Target.latest(), List.of(row(3, kind)))).isEqualTo("+4");
        assertThat(files.steps(Target.latest(), List.of(row(1, Kind.SCRIPT), row(3, kind))))
                .isEqualTo("+4");
    }

    @Test
    void aBaselineHasNoFile() {
        assertThat(Files.pairs(2, 3).steps(Target.latest(), List.of(row(2, Kind.BASELINE))))
                .isEqualTo("+3");
        assertThat(Files.pairs(1, 3).steps(Target.latest(), List.of(row(2, Kind.BASELINE))))
                .isEqualTo("+3");
    }

    @Test
    void aBaselineCannotBeReverted() {
        List<Problem> problems =
                Files.pairs(1, 2, 3).problems(Target.version(1), List.of(row(2, Kind.BASELINE), row(3, Kind.SCRIPT)));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.NO_UNDO);
            assertThat(problem.message())
                    .isEqualTo("V2 cannot be reverted, because it is a baseline: the database began with it.");
        });
    }

    @Test
    void whatAnotherToolAppliedInItsOwnWayNeedsNoFile() {
        assertThat(Files.pairs(1, 3).steps(Target.latest(), List.of(row(1, Kind.SCRIPT), row(2, Kind.OTHER))))
                .isEqualTo("+3");
    }

    @Test
    void nothingIsAppliedWhileTheHistoryHasAFailedMigration() {
        History history = new History(null, List.of(), true, List.of(row(1, Kind.SCRIPT)));
        Planning planning = Planner.plan(
                Files.pairs(1, 2).read(), history, Target.latest(), MigrationReport.EMPTY, Set.of(), Files.POSTGRES);

        assertThat(planning.problems().stream().map(Problem::kind)).containsExactly(Problem.Kind.FAILED_MIGRATION);
        assertThat(Stream.of(planning.problems().get(0).message()))
                .allMatch(message -> message.startsWith("The history has V1 m as failed, since 1970-01-01T00:00:00Z."));
    }
}
