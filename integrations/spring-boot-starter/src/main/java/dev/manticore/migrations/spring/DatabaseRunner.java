package dev.manticore.migrations.spring;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.TxRunner;

/** How a database is reached. */
sealed interface DatabaseRunner {

    record Blocking(TxRunner runner) implements DatabaseRunner {}

    record NonBlocking(AsyncTxRunner runner) implements DatabaseRunner {}
}
