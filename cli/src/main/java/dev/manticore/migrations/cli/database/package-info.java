/** The databases that a run can work on. */
@NullMarked
package dev.manticore.migrations.cli.database;

import org.jspecify.annotations.NullMarked;
