package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Version;
import org.jspecify.annotations.Nullable;

/**
 * A migration with its scripts.
 *
 * @param up the script that applies it
 * @param down the script that reverts it, or null if there is none
 */
public record ResolvedMigration(
        Version version,
        String description,
        Script up,
        @Nullable Script down) {

    /** Returns whether its settings say that it is not executed. */
    public boolean isSkipped() {
        return !up.file().settings().shouldExecute();
    }
}
