package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One step of a plan, as the engine runs it.
 *
 * @param callbacks what belongs to it besides its script
 */
public record WorkStep(ResolvedMigration migration, Direction direction, Execution execution, StepCallbacks callbacks) {

    public MigrationId id() {
        return migration.id();
    }

    /** Returns the script that the step runs. */
    public Script script() {
        return direction == Direction.APPLY
                ? migration.up()
                : Objects.requireNonNull(migration.down(), "planned without undo");
    }

    /** Returns everything that the step runs: the callbacks before its script, the script, the callbacks after it. */
    public List<Script> scripts() {
        return Stream.of(
                        callbacks.before().stream().map(Callback::script),
                        Stream.of(script()),
                        callbacks.after().stream().map(Callback::script))
                .flatMap(scripts -> scripts)
                .toList();
    }

    /** Returns the length of everything that the step runs, in characters. */
    public int length() {
        return scripts().stream().mapToInt(script -> script.text().length()).sum();
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
