/** Sources and database, opened as the settings say. */
@NullMarked
package dev.manticore.migrations.settings.session;

import org.jspecify.annotations.NullMarked;
