/**
 * One contract for each port, as an interface full of tests. A test class implements it, answers its hooks, and runs:
 * {@link dev.manticore.migrations.testkit.TxRunnerContract},
 * {@link dev.manticore.migrations.testkit.AsyncTxRunnerContract},
 * {@code HistoryStoreContract},
 * {@code MigrationSourceContract},
 * {@code FileSourceContract},
 * {@code WritableSourceContract}.
 */
@NullMarked
package dev.manticore.migrations.testkit;

import org.jspecify.annotations.NullMarked;
