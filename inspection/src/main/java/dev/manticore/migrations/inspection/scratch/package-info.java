/** A server on which migrations are tried. Start at {@link dev.manticore.migrations.inspection.scratch.ScratchServer}. */
@NullMarked
package dev.manticore.migrations.inspection.scratch;

import org.jspecify.annotations.NullMarked;
