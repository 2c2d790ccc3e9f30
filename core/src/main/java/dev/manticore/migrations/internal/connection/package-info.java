/** One run's connection to the database: waiting for answers, interrupts, time limits, and renewing the lease beside a long statement. */
@NullMarked
package dev.manticore.migrations.internal.connection;

import org.jspecify.annotations.NullMarked;
