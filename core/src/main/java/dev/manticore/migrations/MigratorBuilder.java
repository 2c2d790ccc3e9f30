package dev.manticore.migrations;

import dev.manticore.migrations.internal.history.TableName;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.run.InitSql;
import dev.manticore.migrations.internal.run.NonEmptySchema;
import dev.manticore.migrations.internal.run.Settings;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Collects a migrator's settings. Not thread-safe; may be used to build several migrators.
 *
 * @param <M> the type of the migrator
 */
public final class MigratorBuilder<M> {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIMIT = Duration.ofMillis(Integer.MAX_VALUE);

    private final Function<Settings, ? extends M> factory;
    private final boolean sendsCopyData;
    private final Function<CodeMigration, Optional<String>> codeRefusal;
    private final List<MigrationSource> sources = new ArrayList<>();
    private final List<MigrationListener> listeners = new ArrayList<>();
    private final Set<Deviation> tolerated = EnumSet.noneOf(Deviation.class);
    private @Nullable String schema;
    private String table = ReadSettings.DEFAULT_TABLE;
    private @Nullable HistoryStore store;
    private @Nullable LeaseStore leases;
    private Duration lease = Duration.ofSeconds(30);
    private Duration lockWait = Duration.ofMinutes(5);
    private Duration answerTimeout = Duration.ofSeconds(30);
    private Duration batchTime = Duration.ofMillis(500);
    private boolean notesWithStatements;
    private @Nullable Duration lockTimeout;
    private LockRetry lockRetry = LockRetry.DEFAULT;
    private @Nullable Duration statementTimeout;
    private Placeholders placeholders = Placeholders.OFF;
    private NonEmptySchema nonEmptySchema = new NonEmptySchema.Migrate();
    private Charset encoding = StandardCharsets.UTF_8;
    private ScriptNaming naming = ScriptNaming.DEFAULT;
    private InitSql initSql = InitSql.NONE;
    private Level failureLevel = Level.ERROR;
    private @Nullable SharedFiles shared;

    MigratorBuilder(
            boolean sendsCopyData,
            Function<CodeMigration, Optional<String>> codeRefusal,
            Function<Settings, ? extends M> factory) {
        this.sendsCopyData = sendsCopyData;
        this.codeRefusal = codeRefusal;
        this.factory = factory;
    }

    /** Adds a source. Several sources are read as if they were one. At least one is required. */
    public MigratorBuilder<M> source(MigrationSource source) {
        sources.add(Objects.requireNonNull(source, "source"));
        return this;
    }

    /**
     * Adds a migration whose work is Java code: of the type that the adapter runs, {@code JdbcMigration} or {@code
     * VertxMigration}. Any other is refused before anything is applied. Counts as a source.
     */
    public MigratorBuilder<M> codeMigration(CodeMigration migration) {
        return source(MigrationSource.ofCode(List.of(migration)));
    }

    /**
     * Sets the schema of the history, of the lease, and of what scripts name without a schema. It is created if it is
     * missing. Default: the connection's current schema.
     *
     * <p>Name the schema if several applications or tenants have a history in the same database. Without a name, a run
     * that finds no history is refused as soon as any other schema has one, since it may have been left behind, e.g. by
     * a changed {@code search_path}.
     *
     * @param name unquoted; null for the default
     */
    public MigratorBuilder<M> schema(@Nullable String name) {
        this.schema = name;
        return this;
    }

    /**
     * The history table's name, not quoted. The lease table has the same name with {@code _lease} appended. Default:
     * {@code _migrations}.
     */
    public MigratorBuilder<M> table(String name) {
        this.table = Objects.requireNonNull(name, "table");
        return this;
    }

    /**
     * Keeps the history in another store. {@link #table} then applies only to the lease table. {@link #schema} applies
     * to the lease table and to unqualified names in scripts; it is not created and must exist. With
     * {@link #leaseStore}, neither applies to the lease.
     *
     * <p>Runners that share a history have to share the lease as well: give all of them the same {@link #table} and
     * {@link #schema}, or the same lease store.
     */
    public MigratorBuilder<M> historyStore(HistoryStore historyStore) {
        this.store = Objects.requireNonNull(historyStore, "historyStore");
        return this;
    }

    /**
     * Keeps the lease in another store, e.g. in the schema of another history: {@code LeaseStore.table("ledger",
     * "applied")}. Default: the one that a custom history store names, or else the table beside the history table that
     * {@link #table} and {@link #schema} name.
     */
    public MigratorBuilder<M> leaseStore(LeaseStore leaseStore) {
        this.leases = Objects.requireNonNull(leaseStore, "leaseStore");
        return this;
    }

    /**
     * Sets the longest time that a crashed runner can block others: at least 1 s. Default: 30 s. CockroachDB needs at
     * least that, since the clocks of its nodes may differ.
     */
    public MigratorBuilder<M> lease(Duration duration) {
        if (duration.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("lease must be at least 1 s, was " + duration);
        }
        this.lease = duration;
        return this;
    }

    /** Sets how long to wait while another runner holds the lease; zero tries once. Default: 5 minutes. */
    public MigratorBuilder<M> lockWait(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("lockWait must not be negative, was " + duration);
        }
        this.lockWait = duration;
        return this;
    }

    /**
     * Sets the timeout for the migrator's own queries: for the history, the lease and the progress, but not for the
     * statements of scripts. When it elapses, the connection is closed and another one is tried. Default: 30 s.
     *
     * <p>A script's statement has no timeout. On PostgreSQL its answer is still detected as lost: the connection that
     * renews the lease also asks whether the server has finished the statement. If it has, and no answer came for 5 s,
     * the statement's connection is closed. This does not work on CockroachDB, behind PgBouncer, or with a pool of one
     * connection.
     */
    public MigratorBuilder<M> answerTimeout(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("answerTimeout must be positive, was " + duration);
        }
        this.answerTimeout = duration;
        return this;
    }

    /**
     * Sets how long a message with several migrations may take. On PostgreSQL, small migrations that are one transaction each
     * share messages, which saves round trips: first one, then 2, 4, and so on up to 32 in one message, while the last message
     * took less than this; half as many after one that took longer. Each still commits alone. Listeners are told of them when
     * the message was answered. Default: 500 ms.
     *
     * @param duration zero if each migration is to have a message of its own
     */
    public MigratorBuilder<M> batchTime(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("batchTime must not be negative, was " + duration);
        }
        this.batchTime = duration;
        return this;
    }

    /**
     * On CockroachDB, sends a statement that commits alone in the message of the note that announces it, which saves a round
     * trip for each. It has no effect on PostgreSQL. Default: false, since the server has to skip the rest of a message
     * after an error, or a runner that has lost its lease would execute the statement: try that on your version first.
     */
    public MigratorBuilder<M> notesWithStatements(boolean together) {
        this.notesWithStatements = together;
        return this;
    }

    /**
     * Sets {@code lock_timeout} for the statements of scripts: how long each may wait for a lock. While a schema change
     * waits, everybody else who needs the table waits behind it. On PostgreSQL, a migration that waited for so long is tried
     * again later, see {@link #lockRetry}; elsewhere it fails. A script's header overrides it: {@code -- manticore:
     * lock_timeout=5s}. Default: the server's, which has no limit unless somebody set one.
     *
     * <p>On PostgreSQL, statements that would leave something behind have no limit but the header's, and are not tried again:
     * those that cannot run in a transaction, such as {@code CREATE INDEX CONCURRENTLY}, and {@code CALL} in a stepwise script.
     *
     * @param duration in whole milliseconds, at most 2^31-1 of them; zero for no limit
     */
    public MigratorBuilder<M> lockTimeout(Duration duration) {
        this.lockTimeout = limit("lockTimeout", duration);
        return this;
    }

    /**
     * Sets how a migration is tried again that has waited for a lock for as long as {@link #lockTimeout}, or the header of
     * the script, allows. Only on PostgreSQL. Default: {@link LockRetry#DEFAULT}; {@link LockRetry#NONE} lets it fail at once.
     */
    public MigratorBuilder<M> lockRetry(LockRetry retry) {
        this.lockRetry = Objects.requireNonNull(retry, "retry");
        return this;
    }

    /**
     * Sets {@code statement_timeout} for the statements of scripts: how long each may take before it fails. A script's
     * header overrides it: {@code -- manticore: statement_timeout=10min}. Default: the server's, which has no limit
     * unless somebody set one.
     *
     * @param duration in whole milliseconds, at most 2^31-1 of them; zero for no limit
     */
    public MigratorBuilder<M> statementTimeout(Duration duration) {
        this.statementTimeout = limit("statementTimeout", duration);
        return this;
    }

    private static Duration limit(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST_LIMIT) > 0 || duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    name + " must be from 0 to 2147483647 ms, in whole milliseconds, was " + duration);
        }
        return duration;
    }

    /**
     * Declares a placeholder: {@code ${name}} in a script is replaced by the value. From then on placeholders are on, and
     * one that is not declared is an error. Default: none is declared, and scripts are sent as they are.
     *
     * <p>Values appear in {@link Migrator#plan}, but not in events, logs, errors or the status.
     *
     * @throws IllegalArgumentException if the name is blank, or one of the built-in ones
     */
    public MigratorBuilder<M> placeholder(String name, String value) {
        return placeholders(Map.of(name, value));
    }

    /** Declares placeholders as {@link #placeholder} does; an empty map changes nothing. */
    public MigratorBuilder<M> placeholders(Map<String, String> values) {
        this.placeholders = placeholders.with(values);
        return this;
    }

    /**
     * Sets everything about placeholders, in place of what was declared before. {@code Placeholders.OFF.on()} replaces the
     * built-in ones even if none is declared.
     */
    public MigratorBuilder<M> placeholders(Placeholders all) {
        this.placeholders = Objects.requireNonNull(all, "all");
        return this;
    }

    /**
     * Changes what was declared about placeholders so far.
     *
     * @param change called at once; returns what is to be set in place of its argument
     */
    public MigratorBuilder<M> placeholders(UnaryOperator<Placeholders> change) {
        return placeholders(change.apply(placeholders));
    }

    /**
     * Reads the files together with other migrators that have the same sources, naming, encoding and history store. The
     * values of placeholders may differ. Default: each run reads the files again.
     */
    public MigratorBuilder<M> sharing(SharedFiles files) {
        this.shared = Objects.requireNonNull(files, "files");
        return this;
    }

    /**
     * Sets the encoding of the files. Default: UTF-8. Migrations in code have none, and the file beside a script may name
     * another one for it.
     */
    public MigratorBuilder<M> encoding(Charset charset) {
        this.encoding = Objects.requireNonNull(charset, "charset");
        return this;
    }

    /**
     * Begins a history with a baseline, as {@link Migrator#baseline} does, where a run finds no history although the schema
     * is not empty: it holds a table, a view, a sequence, a function, a domain or an enum that belongs to no extension. All
     * versions up to the baseline then count as applied. Default: such a run applies all migrations. The last call of this
     * method and {@link #refuseNonEmptySchema} counts.
     *
     * @param description null for {@link Baselined#DESCRIPTION}
     */
    public MigratorBuilder<M> baselineOnMigrate(Version version, @Nullable String description) {
        this.nonEmptySchema =
                new NonEmptySchema.Baseline(version, Objects.requireNonNullElse(description, Baselined.DESCRIPTION));
        return this;
    }

    /**
     * Lets a run fail, as Flyway does, where it finds no history although the schema is not empty: the history may be in
     * another table, or the database another one than was meant. See {@link #baselineOnMigrate} for what counts. Default:
     * such a run applies all migrations.
     */
    public MigratorBuilder<M> refuseNonEmptySchema() {
        this.nonEmptySchema = new NonEmptySchema.Refuse();
        return this;
    }

    /**
     * Sets how files are named. All sources are asked for such files. Default: {@link ScriptNaming#DEFAULT}.
     */
    public MigratorBuilder<M> naming(ScriptNaming scriptNaming) {
        this.naming = Objects.requireNonNull(scriptNaming, "scriptNaming");
        return this;
    }

    /**
     * Sets statements that each connection of a run executes first, e.g. {@code SET ROLE owner}. They go out in front of the
     * first query, without a round trip of their own, and again where a run opens another connection. Default: none.
     *
     * <p>The connection keeps what they change when it goes back to a pool. Have the pool execute them where other users of
     * the pool must not see that, and do not use them behind a pooler that shares connections, e.g. PgBouncer.
     *
     * @throws IllegalArgumentException if the text has no statement, or one that begins or ends a transaction
     */
    public MigratorBuilder<M> initSql(String sql) {
        this.initSql = InitSql.of(sql);
        return this;
    }

    /**
     * Logs what failed at level DEBUG only, for programs that show the failure that a call throws. Default: it is logged at level
     * ERROR, so that the log is complete.
     */
    public MigratorBuilder<M> withoutFailureLog() {
        this.failureLevel = Level.DEBUG;
        return this;
    }

    /** Tolerates differences between files and history that are errors otherwise. Default: none. */
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
     * Returns a builder with the current settings of this one, whose result wraps the migrator. For adapters with their
     * own migrator type.
     *
     * @param wrap creates the result; called once by each {@link #build()}
     */
    public <N> MigratorBuilder<N> map(Function<? super M, ? extends N> wrap) {
        MigratorBuilder<N> mapped = new MigratorBuilder<>(sendsCopyData, codeRefusal, factory.andThen(wrap));
        mapped.sources.addAll(sources);
        mapped.listeners.addAll(listeners);
        mapped.tolerated.addAll(tolerated);
        mapped.schema = schema;
        mapped.table = table;
        mapped.store = store;
        mapped.leases = leases;
        mapped.lease = lease;
        mapped.lockWait = lockWait;
        mapped.answerTimeout = answerTimeout;
        mapped.batchTime = batchTime;
        mapped.notesWithStatements = notesWithStatements;
        mapped.lockTimeout = lockTimeout;
        mapped.lockRetry = lockRetry;
        mapped.statementTimeout = statementTimeout;
        mapped.placeholders = placeholders;
        mapped.encoding = encoding;
        mapped.nonEmptySchema = nonEmptySchema;
        mapped.naming = naming;
        mapped.initSql = initSql;
        mapped.failureLevel = failureLevel;
        mapped.shared = shared;
        return mapped;
    }

    private LeaseStore leaseStore() {
        return Optional.ofNullable(leases)
                .or(() -> Optional.ofNullable(store).flatMap(HistoryStore::leases))
                .orElseGet(() -> LeaseStore.table(schema, table));
    }

    /**
     * Builds the migrator.
     *
     * @throws IllegalStateException if there is no source
     */
    public M build() {
        if (sources.isEmpty()) {
            throw new IllegalStateException("a migrator needs a source; add one with source(..)");
        }
        return factory.apply(new Settings(
                sources.stream().map(source -> source.withNaming(naming)).toList(),
                new ReadSettings(
                        placeholders, encoding, store == null ? table : TableName.unqualified(store.table()), naming),
                schema,
                store == null ? HistoryStore.table(schema, table) : store,
                leaseStore(),
                lease,
                lockWait,
                answerTimeout,
                batchTime,
                notesWithStatements,
                lockTimeout,
                lockRetry,
                statementTimeout,
                tolerated,
                listeners,
                sendsCopyData,
                nonEmptySchema,
                codeRefusal,
                initSql,
                failureLevel,
                shared == null ? null : shared.migrations()));
    }
}
