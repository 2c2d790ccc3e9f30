package dev.manticore.migrations;

import dev.manticore.migrations.internal.sql.text.LazyList;
import java.util.List;
import java.util.Objects;

/**
 * One step of a {@link Plan}.
 *
 * @param id the migration
 * @param description its description
 * @param direction whether it is applied or reverted
 * @param execution how its statements commit
 * @param transactionRequired whether the script may not be anything but one transaction: its header says so, or the file with its settings
 * @param origin the location of the script, as its source reports it
 * @param script the complete text of the script, as its file has it
 * @param statements the SQL that is sent, in order, including {@code BEGIN}, {@code COMMIT} and the change of the
 *     history. The statements of the lease are omitted, since no lease is held during planning. Placeholders have their
 *     values in a plan that was asked for; in events they stay as the file has them, since values may be secret
 * @param callbacks the callbacks of each migration whose statements are among these, in order
 * @param scriptStatements what the script itself says of these, in its order, with places in its file; empty for Java code
 */
public record PlanStep(
        MigrationId id,
        String description,
        Direction direction,
        Execution execution,
        boolean transactionRequired,
        String origin,
        String script,
        List<String> statements,
        List<CallbackFile> callbacks,
        List<ScriptStatement> scriptStatements) {

    /** How a script's statements commit. */
    public enum Execution {
        /** The script and its history row in one transaction. */
        ATOMIC,
        /** Each statement by itself, or in a transaction that the script asks for, with durable progress. */
        STEPWISE
    }

    public PlanStep {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(script, "script");
        statements = LazyList.copyOf(statements);
        callbacks = List.copyOf(callbacks);
        scriptStatements = LazyList.copyOf(scriptStatements);
    }

    /** A step without callbacks, of which nothing is known but what is sent. */
    public PlanStep(
            MigrationId id,
            String description,
            Direction direction,
            Execution execution,
            String origin,
            String script,
            List<String> statements) {
        this(id, description, direction, execution, false, origin, script, statements, List.of(), List.of());
    }

    @Override
    public String toString() {
        return (direction == Direction.APPLY ? "" : "undo of ") + id.label(description);
    }
}
