/**
 * The ports: interfaces that authors of sources, stores and database adapters implement.
 *
 * <ul>
 *   <li>{@link dev.manticore.migrations.spi.MigrationSource}: where scripts come from
 *   <li>{@link dev.manticore.migrations.spi.TxRunner}, {@link dev.manticore.migrations.spi.AsyncTxRunner}: how the
 *       database is reached
 *   <li>{@link dev.manticore.migrations.spi.HistoryStore}: where the history is kept
 *   <li>{@link dev.manticore.migrations.spi.LeaseStore}: where the lease is kept
 * </ul>
 *
 * <p>The module {@code manticore-migrations-testkit} has a contract for each.
 */
@NullMarked
package dev.manticore.migrations.spi;

import org.jspecify.annotations.NullMarked;
