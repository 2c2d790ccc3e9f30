/** What every adapter and every source has to keep, as test interfaces to implement. */
@NullMarked
package dev.manticore.migrations.testkit;

import org.jspecify.annotations.NullMarked;
