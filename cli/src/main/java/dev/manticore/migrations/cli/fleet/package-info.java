/** The targets of a fleet: where they are listed, and the connections to them. */
@NullMarked
package dev.manticore.migrations.cli.fleet;

import org.jspecify.annotations.NullMarked;
