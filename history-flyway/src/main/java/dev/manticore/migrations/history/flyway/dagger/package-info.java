/**
 * A Dagger module for Flyway's history. Dagger is an optional dependency: users of this package must add it.
 */
@NullMarked
package dev.manticore.migrations.history.flyway.dagger;

import org.jspecify.annotations.NullMarked;
