/** The commands, as picocli sees them. */
@NullMarked
package dev.manticore.migrations.cli.command;

import org.jspecify.annotations.NullMarked;
