package dev.manticore.migrations;

/**
 * A new migration with its undo script.
 *
 * @param up the location of the migration
 * @param down the location of its undo script
 */
public record CreatedMigration(Version version, String description, String up, String down) {}
