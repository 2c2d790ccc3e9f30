package dev.manticore.migrations.testkit;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cases of a runner need. */
interface RunnerHooks {

    TxRunner runner();

    TxRunner observer();

    default Optional<TxRunner> unreachable() {
        return Optional.empty();
    }

    default @Nullable CodeMigration codeMigration(List<String> statements, @Nullable RuntimeException thrown) {
        return null;
    }
}
