package dev.manticore.migrations;

/**
 * When a callback is executed: an SQL file that is named after the event, as {@code beforeMigrate.sql} or
 * {@code beforeMigrate__set_owner.sql}. Names and order are Flyway's. In the order in which they occur.
 */
public enum CallbackEvent {
    /**
     * Before each migration or undo, and before {@link #BEFORE_EACH_MIGRATE} or {@link #BEFORE_EACH_UNDO}, in the same
     * transaction. Flyway executes it once on the connection of the migrations: in both, what it sets is in force for each of
     * them. It is also executed in the transactions of {@link #CREATE_SCHEMA}, {@link #BEFORE_CREATE_SCHEMA} and
     * {@link #AFTER_MIGRATE_OPERATION_FINISH}.
     */
    AFTER_CONNECT("afterConnect", true),
    /** Before reverting, if there is anything to revert. */
    BEFORE_UNDO("beforeUndo", false),
    /** In the transaction of each undo, before its statements. */
    BEFORE_EACH_UNDO("beforeEachUndo", true),
    /** In the transaction of each undo, after its statements. */
    AFTER_EACH_UNDO("afterEachUndo", true),
    /** After an undo that failed, in a transaction of its own. */
    AFTER_EACH_UNDO_ERROR("afterEachUndoError", false),
    /** After everything is reverted. */
    AFTER_UNDO("afterUndo", false),
    /** After a failure since {@link #BEFORE_UNDO}. */
    AFTER_UNDO_ERROR("afterUndoError", false),
    /** After {@link #AFTER_UNDO}. */
    AFTER_UNDO_OPERATION_FINISH("afterUndoOperationFinish", false),
    /** Before {@link #BEFORE_MIGRATE}, and before a missing schema is created. */
    CREATE_SCHEMA("createSchema", false),
    /** After {@link #CREATE_SCHEMA}, and before a missing schema is created. */
    BEFORE_CREATE_SCHEMA("beforeCreateSchema", false),
    /** Before migrating, also if there is nothing to apply. */
    BEFORE_MIGRATE("beforeMigrate", false),
    /** In the transaction of each migration, before its statements. */
    BEFORE_EACH_MIGRATE("beforeEachMigrate", true),
    /** In the transaction of each migration, after its statements. */
    AFTER_EACH_MIGRATE("afterEachMigrate", true),
    /** After a migration that failed, in a transaction of its own. */
    AFTER_EACH_MIGRATE_ERROR("afterEachMigrateError", false),
    /** After the versioned migrations, also if there is none to apply. */
    AFTER_VERSIONED("afterVersioned", false),
    /** Before the repeatable migrations, if there is one to apply. */
    BEFORE_REPEATABLES("beforeRepeatables", false),
    /** After all migrations, if at least one was applied. */
    AFTER_MIGRATE_APPLIED("afterMigrateApplied", false),
    /** After {@link #AFTER_MIGRATE_APPLIED}, also if there was nothing to apply. */
    AFTER_MIGRATE("afterMigrate", false),
    /** After a failure since {@link #BEFORE_MIGRATE}, but not of what follows the last migration. */
    AFTER_MIGRATE_ERROR("afterMigrateError", false),
    /** After {@link #AFTER_MIGRATE}. */
    AFTER_MIGRATE_OPERATION_FINISH("afterMigrateOperationFinish", false);

    private final String fileName;
    private final boolean ofEach;

    CallbackEvent(String fileName, boolean ofEach) {
        this.fileName = fileName;
        this.ofEach = ofEach;
    }

    /** The file's name without description and suffix, e.g. {@code beforeMigrate}. */
    public String fileName() {
        return fileName;
    }

    /** Whether it is part of each migration: of its transaction, and of its fence. */
    public boolean isOfEachMigration() {
        return ofEach;
    }

    /** Whether it follows a failure, which its own failure does not replace. */
    public boolean isAfterFailure() {
        return fileName.endsWith("Error");
    }

    @Override
    public String toString() {
        return fileName;
    }
}
