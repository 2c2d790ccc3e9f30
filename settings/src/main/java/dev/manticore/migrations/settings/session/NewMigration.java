package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.CreatedMigration;

/**
 * A migration that was created.
 *
 * @param files the new files
 * @param history whether the history was considered for the version
 */
public record NewMigration(CreatedMigration files, boolean history) {}
