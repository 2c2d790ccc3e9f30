/** A runner of one's own: migrations over R2DBC. */
@NullMarked
package dev.manticore.migrations.examples.r2dbc;

import org.jspecify.annotations.NullMarked;
