/** A web application with the reactive client whose database is migrated at its start. */
@NullMarked
package dev.manticore.migrations.examples.quarkusreactive;

import org.jspecify.annotations.NullMarked;
