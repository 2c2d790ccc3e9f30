/** What a migrator can do, one class for each operation. Each reads from top to bottom. */
@NullMarked
package dev.manticore.migrations.internal.operation;

import org.jspecify.annotations.NullMarked;
