/** The environment of a run: variables, directory, streams. */
@NullMarked
package dev.manticore.migrations.cli.environment;

import org.jspecify.annotations.NullMarked;
