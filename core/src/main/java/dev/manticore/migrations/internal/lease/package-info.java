/** The right to migrate: taking it, waiting for it, releasing it. */
@NullMarked
package dev.manticore.migrations.internal.lease;

import org.jspecify.annotations.NullMarked;
