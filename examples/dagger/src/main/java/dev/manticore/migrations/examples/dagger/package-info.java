/** A migrator wired by Dagger, with a source of one's own beside a directory. */
@NullMarked
package dev.manticore.migrations.examples.dagger;

import org.jspecify.annotations.NullMarked;
