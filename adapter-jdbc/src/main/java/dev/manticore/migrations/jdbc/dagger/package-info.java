/**
 * Dagger modules for a migrator over JDBC. Dagger is an optional dependency: who uses this package brings it along.
 */
@NullMarked
package dev.manticore.migrations.jdbc.dagger;

import org.jspecify.annotations.NullMarked;
