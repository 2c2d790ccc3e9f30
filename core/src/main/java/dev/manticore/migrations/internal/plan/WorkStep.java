package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.script.ResolvedMigration;
import dev.manticore.migrations.internal.script.Script;
import java.util.Objects;

/** One step of the plan as the engine carries it out. */
public record WorkStep(ResolvedMigration migration, Direction direction, Execution execution) {

    public long version() {
        return migration.version();
    }

    public Script script() {
        return direction == Direction.APPLY
                ? migration.up()
                : Objects.requireNonNull(migration.down(), "planned without undo");
    }
}
