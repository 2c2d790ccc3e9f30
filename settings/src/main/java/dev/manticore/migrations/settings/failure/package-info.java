/** Failures, in the form in which they are shown. */
@NullMarked
package dev.manticore.migrations.settings.failure;

import org.jspecify.annotations.NullMarked;
