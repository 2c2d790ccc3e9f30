/** Migrations from the class path or a module. */
@NullMarked
package dev.manticore.migrations.classpath;

import org.jspecify.annotations.NullMarked;
