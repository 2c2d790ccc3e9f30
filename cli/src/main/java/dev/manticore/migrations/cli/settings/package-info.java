/** What the user wants, collected from command line, variables and file. */
@NullMarked
package dev.manticore.migrations.cli.settings;

import org.jspecify.annotations.NullMarked;
