/** Migrations over the Vert.x PostgreSQL client, without blocking. */
@NullMarked
package dev.manticore.migrations.vertx;

import org.jspecify.annotations.NullMarked;
