/** An example of a backfill: a new column of a large table is filled batch by batch. */
@NullMarked
package dev.manticore.migrations.examples.backfill;

import org.jspecify.annotations.NullMarked;
