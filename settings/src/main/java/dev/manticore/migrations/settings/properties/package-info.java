/** Java's properties format. */
@NullMarked
package dev.manticore.migrations.settings.properties;

import org.jspecify.annotations.NullMarked;
