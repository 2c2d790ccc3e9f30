/** Migrates the databases of a Micronaut application when its data sources are created. */
@NullMarked
package dev.manticore.migrations.micronaut;

import org.jspecify.annotations.NullMarked;
