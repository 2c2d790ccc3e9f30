/**
 * Adapters, stores and sources that each break one rule, as decorators of healthy ones; and the name of the test that
 * catches each. They prove that the contracts can fail. Not for anything else.
 */
@NullMarked
package dev.manticore.migrations.testkit.broken;

import org.jspecify.annotations.NullMarked;
