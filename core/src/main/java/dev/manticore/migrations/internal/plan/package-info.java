/** From files, history and target to what is to be done: pure functions. */
@NullMarked
package dev.manticore.migrations.internal.plan;

import org.jspecify.annotations.NullMarked;
