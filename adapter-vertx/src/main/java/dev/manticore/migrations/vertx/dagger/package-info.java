/**
 * Dagger modules for a migrator over Vert.x. Dagger is an optional dependency: who uses this package brings it along.
 */
@NullMarked
package dev.manticore.migrations.vertx.dagger;

import org.jspecify.annotations.NullMarked;
