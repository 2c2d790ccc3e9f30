package dev.manticore.migrations;

import java.util.List;
import java.util.Objects;

/**
 * One step of a {@link Plan}.
 *
 * @param version the migration's version
 * @param description its description
 * @param direction whether it is applied or reverted
 * @param execution how its statements commit
 * @param origin the script, as its source names it
 * @param script the script's whole text, as it stands in the file
 * @param statements the SQL that is sent, in order, with {@code BEGIN}, {@code COMMIT} and the history's change; the
 *     lease's part of that change is left out, since no lease is held while planning
 */
public record PlanStep(
        long version,
        String description,
        Direction direction,
        Execution execution,
        String origin,
        String script,
        List<String> statements) {

    /** How a script's statements commit. */
    public enum Execution {
        /** The script and its history row in one transaction. */
        ATOMIC,
        /** Each statement alone, with durable progress. */
        STEPWISE
    }

    public PlanStep {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(script, "script");
        statements = List.copyOf(statements);
    }

    @Override
    public String toString() {
        return (direction == Direction.APPLY ? "V" : "undo of V") + version + " " + description;
    }
}
