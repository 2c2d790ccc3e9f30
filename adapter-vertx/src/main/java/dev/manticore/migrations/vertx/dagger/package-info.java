/**
 * Dagger modules for a migrator over Vert.x. Dagger is an optional dependency: users of this package must add it.
 */
@NullMarked
package dev.manticore.migrations.vertx.dagger;

import org.jspecify.annotations.NullMarked;
