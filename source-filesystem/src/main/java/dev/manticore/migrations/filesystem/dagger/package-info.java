/**
 * A Dagger module for scripts below a directory. Dagger is an optional dependency: who uses this package brings it along.
 */
@NullMarked
package dev.manticore.migrations.filesystem.dagger;

import org.jspecify.annotations.NullMarked;
