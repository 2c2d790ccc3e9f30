package dev.manticore.migrations;

import dev.manticore.migrations.internal.load.ClassName;
import java.util.Optional;

/**
 * A migration whose work is Java code. Implement the interface of your adapter, which extends this one and adds the
 * method that does the work: {@code JdbcMigration} or {@code VertxMigration}.
 *
 * <p>By default the class name says which migration it is, as the name of a script does: {@code V3__Backfill_totals} is
 * version 3, {@code V1_2__Backfill_totals} is version 1.2, and {@code R__Refresh_totals} is repeatable. Override
 * {@link #id} and {@link #description} for any other class name.
 *
 * <p>These methods are called once or more in each operation, on the run's thread. They should always return the same and
 * must not block.
 *
 * @see MigratorBuilder#codeMigration
 * @see dev.manticore.migrations.spi.MigrationSource#ofCode
 */
public interface CodeMigration {

    /**
     * Its version above 0, or the name of a repeatable migration. Default: from the class name.
     *
     * @throws IllegalStateException if the class name does not say it
     */
    default MigrationId id() {
        return ClassName.of(getClass()).id();
    }

    /**
     * A few words; underscores become spaces. Of a repeatable migration, its name. Default: from the class name.
     *
     * @throws IllegalStateException if the class name does not say it
     */
    default String description() {
        return id() instanceof RepeatableName name
                ? name.name()
                : ClassName.of(getClass()).description();
    }

    /**
     * Any text that changes when the work changes, e.g. {@code "2"}, or the rows that the code inserts. Its checksum is
     * recorded as a script's is: a versioned migration whose text has changed since it was applied is refused, and a
     * repeatable one is applied again.
     *
     * <p>Default: empty. A versioned migration is then never compared. A repeatable one is applied once, and
     * not again, not even after a version was reverted. (With Flyway's history it is applied again then, since that has no
     * row of it any more.)
     */
    default Optional<String> checksum() {
        return Optional.empty();
    }

    /** Whether it can be reverted. The adapters' interfaces with an undo method override this. Default: false. */
    default boolean hasUndo() {
        return false;
    }
}
