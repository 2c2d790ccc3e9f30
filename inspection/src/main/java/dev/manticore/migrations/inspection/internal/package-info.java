/** What inspections share. */
@NullMarked
package dev.manticore.migrations.inspection.internal;

import org.jspecify.annotations.NullMarked;
