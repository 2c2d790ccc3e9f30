package dev.manticore.migrations;

import dev.manticore.migrations.internal.engine.Settings;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.MigrationSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects a migrator's settings. Not thread-safe; may be used to build several migrators.
 *
 * @param <M> the migrator that it builds
 */
public final class MigratorBuilder<M> {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private final Function<Settings, ? extends M> factory;
    private final boolean sendsCopyData;
    private final List<MigrationSource> sources = new ArrayList<>();
    private final List<MigrationListener> listeners = new ArrayList<>();
    private final Set<Deviation> tolerated = EnumSet.noneOf(Deviation.class);
    private @Nullable String schema;
    private String table = "_migrations";
    private @Nullable HistoryStore store;
    private Duration lease = Duration.ofSeconds(30);
    private Duration lockWait = Duration.ofMinutes(5);
    private Duration answerTimeout = Duration.ofSeconds(30);

    MigratorBuilder(boolean sendsCopyData, Function<Settings, ? extends M> factory) {
        this.sendsCopyData = sendsCopyData;
        this.factory = factory;
    }

    /** Adds a source; several are read as if they were one. At least one is needed. */
    public MigratorBuilder<M> source(MigrationSource source) {
        sources.add(Objects.requireNonNull(source, "source"));
        return this;
    }

    /**
     * The schema of the history, of the lease, and of whatever a script names without a schema; made if it is missing.
     * Default: the connection's current schema.
     *
     * @param name not quoted
     */
    public MigratorBuilder<M> schema(@Nullable String name) {
        this.schema = name;
        return this;
    }

    /** The history table's name, not quoted. Default: {@code _migrations}. */
    public MigratorBuilder<M> table(String name) {
        this.table = Objects.requireNonNull(name, "table");
        return this;
    }

    /**
     * Another way to keep the history; {@link #table} is without effect then, and the {@link #schema} of the scripts is
     * not made but has to be there.
     */
    public MigratorBuilder<M> historyStore(HistoryStore historyStore) {
        this.store = Objects.requireNonNull(historyStore, "historyStore");
        return this;
    }

    /**
     * How long a runner that died delays the next one at most: 1 s or more. Default: 30 s, which CockroachDB needs,
     * since its nodes' clocks may differ.
     */
    public MigratorBuilder<M> lease(Duration duration) {
        if (duration.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("a lease lasts 1 s or longer, but is to last " + duration);
        }
        this.lease = duration;
        return this;
    }

    /** How long to wait while another runner holds the lease; zero tries once. Default: 5 minutes. */
    public MigratorBuilder<M> lockWait(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the wait for the lease is 0 or longer, but is " + duration);
        }
        this.lockWait = duration;
        return this;
    }

    /**
     * How long the server may take to answer what the migrator asks of its own: for the history, the lease and the
     * notes, not for what scripts do. The connection is given up then and another one is tried. Default: 30 s.
     *
     * <p>A script's statement takes as long as it takes. That its answer was lost on the way is found out on PostgreSQL all
     * the same: the connection that renews the lease also asks whether the server is done with it, and if so for 5 s, the
     * statement's connection is given up. Not on CockroachDB, not behind PgBouncer, and not with a pool of one connection.
     */
    public MigratorBuilder<M> answerTimeout(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("an answer takes longer than 0, but is to take " + duration);
        }
        this.answerTimeout = duration;
        return this;
    }

    /** Lets differences between files and history pass that are errors otherwise. Default: none. */
    public MigratorBuilder<M> tolerate(Deviation... deviations) {
        tolerated.addAll(List.of(deviations));
        return this;
    }

    /** Adds a listener. */
    public MigratorBuilder<M> listener(MigrationListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * A builder of something made from the migrator, with the settings that this one has now. For adapters that offer a
     * migrator of their own.
     *
     * @param wrap makes it; called once by each {@link #build()}
     */
    public <N> MigratorBuilder<N> map(Function<? super M, ? extends N> wrap) {
        MigratorBuilder<N> mapped = new MigratorBuilder<>(sendsCopyData, factory.andThen(wrap));
        mapped.sources.addAll(sources);
        mapped.listeners.addAll(listeners);
        mapped.tolerated.addAll(tolerated);
        mapped.schema = schema;
        mapped.table = table;
        mapped.store = store;
        mapped.lease = lease;
        mapped.lockWait = lockWait;
        mapped.answerTimeout = answerTimeout;
        return mapped;
    }

    /**
     * Builds the migrator.
     *
     * @throws IllegalStateException when there is no source
     */
    public M build() {
        if (sources.isEmpty()) {
            throw new IllegalStateException("a migrator needs a source; add one with source(..)");
        }
        HistoryStore history = store == null ? HistoryStore.table(schema, table) : store;
        return factory.apply(new Settings(
                sources, schema, history, lease, lockWait, answerTimeout, tolerated, listeners, sendsCopyData));
    }
}
