/** Migrations of an embedded PostgreSQL, observed with Micrometer. */
@NullMarked
package dev.manticore.migrations.examples.observability;

import org.jspecify.annotations.NullMarked;
