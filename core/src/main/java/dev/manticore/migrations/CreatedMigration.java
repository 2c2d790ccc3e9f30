package dev.manticore.migrations;

/**
 * A new pair of files.
 *
 * @param up where the migration is
 * @param down where its undo is
 */
public record CreatedMigration(long version, String description, String up, String down) {}
