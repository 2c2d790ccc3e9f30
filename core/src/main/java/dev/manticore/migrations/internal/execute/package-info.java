/** Carrying out a plan: atomic and stepwise scripts, recovery from unknown outcomes, and what a script leaves in its session. */
@NullMarked
package dev.manticore.migrations.internal.execute;

import org.jspecify.annotations.NullMarked;
