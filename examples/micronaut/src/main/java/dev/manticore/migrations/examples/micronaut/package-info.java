/** A web application whose database is migrated at its start. */
@NullMarked
package dev.manticore.migrations.examples.micronaut;

import org.jspecify.annotations.NullMarked;
