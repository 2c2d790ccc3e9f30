package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import java.util.Objects;

/** One step of a plan, as the engine runs it. */
public record WorkStep(ResolvedMigration migration, Direction direction, Execution execution) {

    public MigrationId id() {
        return migration.id();
    }

    /** Returns the script that the step runs. */
    public Script script() {
        return direction == Direction.APPLY
                ? migration.up()
                : Objects.requireNonNull(migration.down(), "planned without undo");
    }

    /** Names the step in messages: {@code V3}, or {@code the undo of V3}. */
    public String name() {
        return name(id(), direction);
    }

    /** Names a step of which only identity and direction are known. */
    public static String name(MigrationId id, Direction direction) {
        return (direction == Direction.APPLY ? "" : "the undo of ") + id.label();
    }
}
