/** How long things take, and how that grows with the number of migrations. */
@NullMarked
package dev.manticore.migrations.benchmarks;

import org.jspecify.annotations.NullMarked;
