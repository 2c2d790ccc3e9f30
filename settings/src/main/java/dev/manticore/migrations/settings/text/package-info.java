/** Events, results and failures in words. */
@NullMarked
package dev.manticore.migrations.settings.text;

import org.jspecify.annotations.NullMarked;
