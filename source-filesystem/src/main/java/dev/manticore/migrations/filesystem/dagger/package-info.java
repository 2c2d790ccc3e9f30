/**
 * A Dagger module for scripts below a directory. Dagger is an optional dependency: users of this package must add it.
 */
@NullMarked
package dev.manticore.migrations.filesystem.dagger;

import org.jspecify.annotations.NullMarked;
