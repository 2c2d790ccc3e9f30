/** Timers, spans and gauges of migrations. */
@NullMarked
package dev.manticore.migrations.micrometer;

import org.jspecify.annotations.NullMarked;
