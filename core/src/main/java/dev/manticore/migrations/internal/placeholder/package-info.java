/** Placeholders of scripts: finding them, their values, and keeping the values out of what is said. */
@NullMarked
package dev.manticore.migrations.internal.placeholder;

import org.jspecify.annotations.NullMarked;
