/**
 * A Dagger module for a directory of resources. Dagger is an optional dependency: users of this package must add it.
 */
@NullMarked
package dev.manticore.migrations.classpath.dagger;

import org.jspecify.annotations.NullMarked;
