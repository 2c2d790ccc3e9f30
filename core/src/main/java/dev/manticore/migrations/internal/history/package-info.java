/** Reading the history, and the default history store. */
@NullMarked
package dev.manticore.migrations.internal.history;

import org.jspecify.annotations.NullMarked;
