/** A history store of one's own: Flyway's table. */
@NullMarked
package dev.manticore.migrations.examples.flyway;

import org.jspecify.annotations.NullMarked;
