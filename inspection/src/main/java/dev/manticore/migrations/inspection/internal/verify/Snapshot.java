package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.inspection.Catalog;

/**
 * A database at one moment.
 *
 * @param data rows and sequences; empty if nobody wants to know
 */
record Snapshot(Catalog catalog, Data data) {}
