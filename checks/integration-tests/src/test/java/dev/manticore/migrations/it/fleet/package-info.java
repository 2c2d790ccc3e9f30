/** Fleets: many databases and schemas with the same migrations. */
package dev.manticore.migrations.it.fleet;
