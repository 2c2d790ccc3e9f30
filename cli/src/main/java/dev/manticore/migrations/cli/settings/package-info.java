/** The settings, collected from command line, environment variables and file. */
@NullMarked
package dev.manticore.migrations.cli.settings;

import org.jspecify.annotations.NullMarked;
