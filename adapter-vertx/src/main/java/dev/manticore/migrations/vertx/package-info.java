/**
 * Migrations over the Vert.x PostgreSQL client, without blocking: {@link dev.manticore.migrations.vertx.VertxMigrator}.
 */
@NullMarked
package dev.manticore.migrations.vertx;

import org.jspecify.annotations.NullMarked;
