/** Non-blocking: a verticle that migrates before it serves. */
@NullMarked
package dev.manticore.migrations.examples.vertx;

import org.jspecify.annotations.NullMarked;
