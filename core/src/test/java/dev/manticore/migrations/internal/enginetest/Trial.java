package dev.manticore.migrations.internal.enginetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.connection.RunThreads;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.internal.run.AsyncRuns;
import dev.manticore.migrations.internal.run.BlockingRuns;
import dev.manticore.migrations.internal.run.Environment;
import dev.manticore.migrations.internal.run.InitSql;
import dev.manticore.migrations.internal.run.NonEmptySchema;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Settings;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/**
 * Runs an operation four times and requires the same outcome: over the blocking driver, and over the non-blocking one
 * with stages that complete at once, on another thread, or either way at random.
 */
public final class Trial {
    private static final ExecutorService OTHER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "completer");
        thread.setDaemon(true);
        return thread;
    });

    private final List<Migration> migrations;
    private final List<CodeMigration> code = new ArrayList<>();
    private final List<Consumer<ModelDatabase>> preparations = new ArrayList<>();
    private Supplier<Faults> faults = Faults::none;
    private Product product = Product.POSTGRESQL;
    private Duration lockWait = Duration.ofSeconds(5);
    private Duration lockTimeout;
    private LockRetry lockRetry = LockRetry.DEFAULT;
    private String schema;
    private String owner = "me";
    private boolean leaksAllowed;
    private boolean notesWithStatements;
    private Set<Deviation> tolerated = Set.of();
    private NonEmptySchema nonEmptySchema = new NonEmptySchema.Migrate();
    private final Map<String, String> files = new TreeMap<>();

    private Trial(List<Migration> migrations) {
        this.migrations = migrations;
    }

    public static Trial of(Migration... migrations) {
        return new Trial(Arrays.asList(migrations));
    }

    public static Trial of(List<Migration> migrations) {
        return new Trial(migrations);
    }

    /** Migrations in Java code, too. */
    public Trial code(CodeMigration... more) {
        code.addAll(List.of(more));
        return this;
    }

    /** An empty database where both tables are there already. */
    public Trial initialized() {
        return given(database -> {
            database.state.historyTable = true;
            database.state.repeatableTable = true;
            database.state.leaseTable = true;
        });
    }

    public Trial given(Consumer<ModelDatabase> preparation) {
        preparations.add(preparation);
        return this;
    }

    /** These are applied already. */
    public Trial applied(long... versions) {
        return initialized().given(database -> {
            for (long version : versions) {
                database.state.history.put(version, new ModelState.HistoryRow("d", null, "before"));
            }
        });
    }

    public Trial faults(Faults.Script script) {
        return faults(script::start);
    }

    public Trial faults(Supplier<Faults> supplier) {
        this.faults = supplier;
        return this;
    }

    public Trial on(Product other) {
        this.product = other;
        return this;
    }

    public Trial lockWait(Duration duration) {
        this.lockWait = duration;
        return this;
    }

    /** How long statements of scripts may wait for a lock, and how they are tried again. */
    public Trial lockTimeout(Duration duration, LockRetry retry) {
        this.lockTimeout = duration;
        this.lockRetry = retry;
        return this;
    }

    public Trial schema(String name) {
        this.schema = name;
        return this;
    }

    public Trial owner(String name) {
        this.owner = name;
        return this;
    }

    /** For faults that hit even the statements that restore a connection. */
    public Trial leaksAllowed() {
        this.leaksAllowed = true;
        return this;
    }

    /** On CockroachDB, in one message. */
    public Trial notesWithStatements() {
        this.notesWithStatements = true;
        return this;
    }

    public Trial tolerate(Deviation... deviations) {
        this.tolerated = Set.of(deviations);
        return this;
    }

    /** A file beside the migrations in code. */
    public Trial file(String name, String text) {
        files.put(name, text);
        return this;
    }

    public Trial baselineOnMigrate(long version) {
        this.nonEmptySchema = new NonEmptySchema.Baseline(Version.of(version), "before");
        return this;
    }

    public Trial refuseNonEmptySchema() {
        this.nonEmptySchema = new NonEmptySchema.Refuse();
        return this;
    }

    public Outcome<MigrationReport> migrate() {
        return migrate(Target.latest());
    }

    public Outcome<MigrationReport> migrate(Target target) {
        return run(new Migrate(target));
    }

    public <T> Outcome<T> run(Operation<T> operation) {
        Outcome<T> blocking = blocking(operation);
        String expected = blocking.describe();
        Random random = new Random(expected.hashCode());
        assertThat(async(operation, () -> Runnable::run).describe())
                .as("stages complete at once")
                .isEqualTo(expected);
        assertThat(async(operation, () -> OTHER).describe())
                .as("stages that another thread completes")
                .isEqualTo(expected);
        assertThat(async(operation, () -> random.nextBoolean() ? OTHER : Runnable::run)
                        .describe())
                .as("some of both")
                .isEqualTo(expected);
        return blocking;
    }

    public <T> Outcome<T> blocking(Operation<T> operation) {
        ModelDatabase database = database();
        return blockingOn(database, operation);
    }

    /** Another run on the same database, without faults. */
    public Outcome<MigrationReport> afterwards(ModelDatabase database) {
        Trial other = new Trial(migrations);
        other.files.putAll(files);
        other.leaksAllowed()
                .lockWait(Duration.ofMinutes(5))
                .on(product)
                .owner("afterwards")
                .schema(schema)
                .code(code.toArray(CodeMigration[]::new));
        return other.blockingOn(database, new Migrate(Target.latest()));
    }

    public <T> Outcome<T> blockingOn(ModelDatabase database, Operation<T> operation) {
        ModelConnections connections = new ModelConnections(database, faults.get());
        List<MigrationEvent> events = new ArrayList<>();
        T result = null;
        Throwable failure = null;
        try {
            result = new BlockingRuns(connections, settings(events), environment(database)).carryOut(operation);
        } catch (RuntimeException thrown) {
            failure = thrown;
        }
        return outcome(result, failure, connections, events, database);
    }

    private <T> Outcome<T> async(Operation<T> operation, Supplier<Executor> completion) {
        ModelDatabase database = database();
        ModelConnections connections = new ModelConnections(database, faults.get());
        List<MigrationEvent> events = new ArrayList<>();
        T result = null;
        Throwable failure = null;
        try {
            result = new AsyncRuns(
                            new ModelAsyncConnections(connections, completion),
                            RunThreads.lightest(),
                            settings(events),
                            environment(database))
                    .start(operation)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException thrown) {
            failure = thrown.getCause();
        }
        return outcome(result, failure, connections, events, database);
    }

    private <T> Outcome<T> outcome(
            T result,
            Throwable failure,
            ModelConnections connections,
            List<MigrationEvent> events,
            ModelDatabase database) {
        assertThat(connections.stillOpen()).as("open connections").isZero();
        assertThat(connections.calls())
                .as("calls")
                .noneMatch(call -> product == Product.POSTGRESQL && !leaksAllowed && call.contains("LEAKING"));
        return new Outcome<>(result, failure, connections.calls(), events, database);
    }

    private ModelDatabase database() {
        ModelDatabase database = new ModelDatabase(product);
        preparations.forEach(preparation -> preparation.accept(database));
        return database;
    }

    private Settings settings(List<MigrationEvent> events) {
        return new Settings(
                files.isEmpty()
                        ? List.of(MigrationSource.of(migrations), MigrationSource.ofCode(code))
                        : List.of(MigrationSource.of(migrations), MigrationSource.ofCode(code), inFiles()),
                ReadSettings.DEFAULT,
                schema,
                HistoryStore.table(schema, "_migrations"),
                LeaseStore.table(schema, "_migrations"),
                Duration.ofSeconds(30),
                lockWait,
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                notesWithStatements,
                lockTimeout,
                lockRetry,
                null,
                tolerated,
                List.of(events::add),
                true,
                nonEmptySchema,
                ModelCode::refusal,
                InitSql.NONE,
                Level.ERROR,
                null);
    }

    private MigrationSource inFiles() {
        return new MigrationSource() {
            @Override
            public List<SourceScript> load() {
                return files.entrySet().stream()
                        .map(file -> new SourceScript(
                                file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), "db/" + file.getKey()))
                        .toList();
            }

            @Override
            public String description() {
                return "db";
            }
        };
    }

    private Environment environment(ModelDatabase database) {
        // Waits of no length: half of the delay less half of it.
        return new Environment(database::nanoTime, () -> -1, () -> owner);
    }
}
