/** A web application whose database is migrated at its start. */
@NullMarked
package dev.manticore.migrations.examples.quarkus;

import org.jspecify.annotations.NullMarked;
