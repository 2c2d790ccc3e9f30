/**
 * The Quarkus extension. Inject a {@link dev.manticore.migrations.Migrator}; that of a named data source with {@link
 * dev.manticore.migrations.quarkus.ManticoreDataSource}.
 */
@NullMarked
package dev.manticore.migrations.quarkus;

import org.jspecify.annotations.NullMarked;
