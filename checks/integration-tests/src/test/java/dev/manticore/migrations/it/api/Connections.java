package dev.manticore.migrations.it.api;

import dev.manticore.migrations.MigratorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Connections to one database, as an application has them. Not opened before they are needed. */
public interface Connections extends AutoCloseable {
    /** A migrator over these connections. */
    Subject subject(Consumer<MigratorBuilder<?>> settings);

    /** The rows of a query on one of these connections, their values joined by {@code |}, NULL as {@code ∅}. */
    List<String> rows(String query);

    /** Waits until nobody has any of the pool's connections, and fails after the given time. */
    void awaitAllFree(Duration patience);

    @Override
    void close();
}
