/** Applies, reverts and applies again. Start at {@link dev.manticore.migrations.inspection.internal.verify.Verification}. */
@NullMarked
package dev.manticore.migrations.inspection.internal.verify;

import org.jspecify.annotations.NullMarked;
