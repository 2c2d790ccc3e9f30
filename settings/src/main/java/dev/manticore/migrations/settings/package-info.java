/** The settings, collected from the command line or its equivalent, environment variables and files. */
@NullMarked
package dev.manticore.migrations.settings;

import org.jspecify.annotations.NullMarked;
