/**
 * One contract for each port, as an interface full of tests. A test class implements it and its hooks, and inherits the
 * tests:
 * {@link dev.manticore.migrations.testkit.TxRunnerContract},
 * {@link dev.manticore.migrations.testkit.AsyncTxRunnerContract},
 * {@link dev.manticore.migrations.testkit.HistoryStoreContract},
 * {@link dev.manticore.migrations.testkit.LeaseStoreContract},
 * {@link dev.manticore.migrations.testkit.MigrationSourceContract},
 * {@link dev.manticore.migrations.testkit.FileSourceContract},
 * {@link dev.manticore.migrations.testkit.WritableSourceContract}.
 */
@NullMarked
package dev.manticore.migrations.testkit;

import org.jspecify.annotations.NullMarked;
