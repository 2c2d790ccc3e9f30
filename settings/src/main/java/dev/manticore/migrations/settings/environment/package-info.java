/** Environment variables and the current directory. */
@NullMarked
package dev.manticore.migrations.settings.environment;

import org.jspecify.annotations.NullMarked;
