package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.MigrationId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A migration with its scripts.
 *
 * @param up the script that applies it
 * @param down the script that reverts it, or null if there is none; always null if the migration is repeatable, or a
 *     baseline script
 * @param kind what its row of the history stands for
 */
public record ResolvedMigration(
        MigrationId id,
        String description,
        Script up,
        @Nullable Script down,
        Kind kind) {

    /** A migration whose row stands for its script, or its Java code. */
    public ResolvedMigration(MigrationId id, String description, Script up, @Nullable Script down) {
        this(id, description, up, down, up.code().isPresent() ? Kind.CODE : Kind.SCRIPT);
    }

    /** Returns whether its settings say that it is not executed. */
    public boolean isSkipped() {
        return !up.file().settings().shouldExecute();
    }

    /** Returns this migration with scripts of its own: what is read of their files goes when they go. */
    public ResolvedMigration unopened() {
        return map(Script::unopened);
    }

    /** Returns this migration with other scripts. */
    ResolvedMigration map(UnaryOperator<Script> change) {
        return new ResolvedMigration(id, description, change.apply(up), down == null ? null : change.apply(down), kind);
    }
}
