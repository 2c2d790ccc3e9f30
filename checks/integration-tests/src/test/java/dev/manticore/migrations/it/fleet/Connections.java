package dev.manticore.migrations.it.fleet;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.TxRunner;

/** A pool for one database, and the runner of one of the APIs over it. */
record Connections(TxRunner blocking, AsyncTxRunner nonBlocking, Runnable closing) {}
