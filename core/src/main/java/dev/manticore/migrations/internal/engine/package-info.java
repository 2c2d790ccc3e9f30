/** The engine: what to do next, as data, and the two loops that do it. */
@NullMarked
package dev.manticore.migrations.internal.engine;

import org.jspecify.annotations.NullMarked;
