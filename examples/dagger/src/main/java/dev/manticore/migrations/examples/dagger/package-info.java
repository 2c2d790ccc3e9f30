/** A migrator wired by Dagger, with a directory and a custom source. */
@NullMarked
package dev.manticore.migrations.examples.dagger;

import org.jspecify.annotations.NullMarked;
