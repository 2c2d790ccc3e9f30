/** A custom history store: Flyway's table. */
@NullMarked
package dev.manticore.migrations.examples.flyway;

import org.jspecify.annotations.NullMarked;
