/** Flyway's history table, read and written as Flyway does. */
@NullMarked
package dev.manticore.migrations.history.flyway;

import org.jspecify.annotations.NullMarked;
