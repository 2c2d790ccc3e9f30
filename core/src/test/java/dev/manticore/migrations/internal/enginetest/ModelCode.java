package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import java.util.Optional;

/**
 * A migration in Java code for the model: its work is one statement.
 *
 * @param sum its checksum, or null
 * @param up the statement that applies it
 * @param down the statement that reverts it, or null
 */
public record ModelCode(MigrationId id, String sum, String up, String down) implements CodeMigration {

    /** Creates a table, and drops it. */
    public static ModelCode of(MigrationId id) {
        return new ModelCode(id, null, "CREATE TABLE t" + id + "_1 (a int)", "DROP TABLE t" + id + "_1");
    }

    static Optional<String> refusal(CodeMigration migration) {
        return migration instanceof ModelCode ? Optional.empty() : Optional.of("Use ModelCode.");
    }

    String statement(Direction direction) {
        return direction == Direction.APPLY ? up : down;
    }

    @Override
    public String description() {
        return "code";
    }

    @Override
    public Optional<String> checksum() {
        return Optional.ofNullable(sum);
    }

    @Override
    public boolean hasUndo() {
        return down != null;
    }
}
