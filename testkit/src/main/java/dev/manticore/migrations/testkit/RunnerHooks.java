package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.TxRunner;
import java.util.Optional;

/** What the cases of a runner need. */
interface RunnerHooks {

    TxRunner runner();

    TxRunner observer();

    default Optional<TxRunner> unreachable() {
        return Optional.empty();
    }

    default boolean readsOffsetsWithSeconds() {
        return true;
    }
}
