/** What a verification of undo scripts has found. Start at {@link dev.manticore.migrations.inspection.verify.VerifyReport}. */
@NullMarked
package dev.manticore.migrations.inspection.verify;

import org.jspecify.annotations.NullMarked;
