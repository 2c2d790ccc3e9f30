/** What every operation works with: settings, connection, events, retries, and the two ways to start it. */
@NullMarked
package dev.manticore.migrations.internal.run;

import org.jspecify.annotations.NullMarked;
