/** The databases that a run can work on. */
@NullMarked
package dev.manticore.migrations.settings.database;

import org.jspecify.annotations.NullMarked;
