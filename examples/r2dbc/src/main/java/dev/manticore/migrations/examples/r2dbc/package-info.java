/** A custom runner: migrations over R2DBC. */
@NullMarked
package dev.manticore.migrations.examples.r2dbc;

import org.jspecify.annotations.NullMarked;
