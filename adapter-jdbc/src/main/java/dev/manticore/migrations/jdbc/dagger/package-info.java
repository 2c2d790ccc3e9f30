/**
 * Dagger modules for a migrator over JDBC. Dagger is an optional dependency: users of this package must add it.
 */
@NullMarked
package dev.manticore.migrations.jdbc.dagger;

import org.jspecify.annotations.NullMarked;
