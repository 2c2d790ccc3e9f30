/** The command {@code manticore}. */
@NullMarked
package dev.manticore.migrations.cli;

import org.jspecify.annotations.NullMarked;
