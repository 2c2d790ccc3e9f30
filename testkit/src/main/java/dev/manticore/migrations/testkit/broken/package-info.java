/**
 * Adapters, stores and sources that each break one rule, and the name of the test that catches each. Each decorates a
 * healthy one. They prove that the contracts can fail, and serve no other purpose.
 */
@NullMarked
package dev.manticore.migrations.testkit.broken;

import org.jspecify.annotations.NullMarked;
