/**
 * A Dagger module for a directory of resources. Dagger is an optional dependency: who uses this package brings it along.
 */
@NullMarked
package dev.manticore.migrations.classpath.dagger;

import org.jspecify.annotations.NullMarked;
