package dev.manticore.migrations.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.Callbacks;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Shows when the events between steps occur. */
class CallbackScheduleTest {
    private static final WorkStep V1 = step(Version.of(1), Direction.APPLY);
    private static final WorkStep R = step(new RepeatableName("r"), Direction.APPLY);
    private static final WorkStep U2 = step(Version.of(2), Direction.REVERT);

    private static WorkStep step(MigrationId id, Direction direction) {
        return new WorkStep(
                new ResolvedMigration(id, "d", null, null, AppliedMigration.Kind.SCRIPT),
                direction,
                Execution.ATOMIC,
                StepCallbacks.NONE);
    }

    private static String events(boolean migrates, MigrationReport done, WorkStep... steps) {
        return new Planning.Planned(List.of(steps), List.of(), migrates, Callbacks.NONE)
                .events(done).stream()
                        .map(due -> due.before() + " " + due.event())
                        .collect(Collectors.joining(", "));
    }

    private static MigrationReport done(Direction direction) {
        return new MigrationReport(
                List.of(new StepReport(Version.of(9), "d", direction, "o", Duration.ZERO)), List.of());
    }

    @Test
    void ofAMigration() {
        assertThat(events(true, MigrationReport.EMPTY, V1, R))
                .isEqualTo(
                        "0 createSchema, 0 beforeCreateSchema, 0 beforeMigrate, 1 afterVersioned, 1 beforeRepeatables,"
                                + " 2 afterMigrateApplied, 2 afterMigrate, 2 afterMigrateOperationFinish");
    }

    @Test
    void ofAMigrationWithNothingToDo() {
        String nothing = "0 createSchema, 0 beforeCreateSchema, 0 beforeMigrate, 0 afterVersioned, 0 afterMigrate,"
                + " 0 afterMigrateOperationFinish";
        assertThat(events(true, MigrationReport.EMPTY)).isEqualTo(nothing);
        assertThat(events(true, done(Direction.APPLY)))
                .as("planned again after a step")
                .isEqualTo(nothing.replace("0 afterMigrate,", "0 afterMigrateApplied, 0 afterMigrate,"));
    }

    @Test
    void ofAnUndo() {
        assertThat(events(false, MigrationReport.EMPTY, U2))
                .isEqualTo("0 beforeUndo, 1 afterUndo, 1 afterUndoOperationFinish");
        assertThat(events(false, MigrationReport.EMPTY)).isEmpty();
        assertThat(events(false, done(Direction.REVERT)))
                .as("planned again after a step")
                .isEqualTo("0 beforeUndo, 0 afterUndo, 0 afterUndoOperationFinish");
    }

    @Test
    void ofAnUndoAndAMigration() {
        assertThat(events(true, MigrationReport.EMPTY, U2, V1))
                .isEqualTo(
                        "0 beforeUndo, 1 afterUndo, 1 afterUndoOperationFinish, 1 createSchema, 1 beforeCreateSchema,"
                                + " 1 beforeMigrate, 2 afterVersioned, 2 afterMigrateApplied, 2 afterMigrate,"
                                + " 2 afterMigrateOperationFinish");
    }
}
