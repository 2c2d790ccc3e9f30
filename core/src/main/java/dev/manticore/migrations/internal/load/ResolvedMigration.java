package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.MigrationId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A migration with its scripts.
 *
 * @param up the script that applies it
 * @param down the script that reverts it, or null if there is none; always null if the migration is repeatable
 */
public record ResolvedMigration(
        MigrationId id,
        String description,
        Script up,
        @Nullable Script down) {

    /** Returns whether its settings say that it is not executed. */
    public boolean isSkipped() {
        return !up.file().settings().shouldExecute();
    }

    /** Returns this migration with other scripts. */
    ResolvedMigration map(UnaryOperator<Script> change) {
        return new ResolvedMigration(id, description, change.apply(up), down == null ? null : change.apply(down));
    }
}
