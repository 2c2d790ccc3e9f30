/** The commands, as picocli classes. */
@NullMarked
package dev.manticore.migrations.cli.command;

import org.jspecify.annotations.NullMarked;
