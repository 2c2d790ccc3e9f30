/** Converts the migration files of other tools. */
@NullMarked
package dev.manticore.migrations.cli.convert;

import org.jspecify.annotations.NullMarked;
