/** Migrations from the files of a directory. */
@NullMarked
package dev.manticore.migrations.filesystem;

import org.jspecify.annotations.NullMarked;
