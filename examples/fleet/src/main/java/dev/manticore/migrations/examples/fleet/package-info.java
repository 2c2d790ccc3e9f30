/** An example of a fleet: a database with a schema for each tenant. */
@NullMarked
package dev.manticore.migrations.examples.fleet;

import org.jspecify.annotations.NullMarked;
