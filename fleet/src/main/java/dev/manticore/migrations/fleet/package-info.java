/** Migrates many databases and schemas that have the same migrations. */
@NullMarked
package dev.manticore.migrations.fleet;

import org.jspecify.annotations.NullMarked;
