/** Computes the steps of a run from files, history and target. Contains pure functions only. */
@NullMarked
package dev.manticore.migrations.internal.plan;

import org.jspecify.annotations.NullMarked;
