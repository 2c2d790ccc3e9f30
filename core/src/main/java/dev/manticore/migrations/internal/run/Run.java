package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.internal.connection.Connection;
import dev.manticore.migrations.internal.connection.Waiting;
import dev.manticore.migrations.internal.load.MigrationLoader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ScriptReader;
import dev.manticore.migrations.internal.load.SharedMigrations;
import dev.manticore.migrations.internal.placeholder.DatabaseValues;
import dev.manticore.migrations.internal.placeholder.HiddenValues;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One operation in progress: what it was started with, its connection, and what it has found out and done. One thread
 * uses it.
 */
public final class Run {

    /** Something that is tried again after a failure that may pass. */
    public interface Attempt<R> {
        R make() throws TxFailure;
    }

    private final Settings settings;
    private final Environment environment;
    private final MigrationListener listener;
    private final Connection connection;
    private final Executor executor;
    private final String owner;
    private final ScriptReader reader;
    private final HiddenValues hidden;
    private final List<StepReport> done = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private HistoryStore store;
    private LeaseStore leases;
    private @Nullable Database database;
    private @Nullable Boolean pooled;
    private @Nullable DatabaseValues databaseValues;
    private boolean readsRepeatables = true;

    /** @param executor gives each task a thread at once, which the task may block */
    Run(
            Settings settings,
            Environment environment,
            MigrationListener listener,
            Connection connection,
            Executor executor) {
        this.settings = settings;
        this.environment = environment;
        this.listener = listener;
        this.connection = connection;
        this.executor = executor;
        this.store = settings.store();
        this.leases = settings.leases();
        this.owner = environment.owner().get();
        this.reader = new ScriptReader(settings.reading(), store::checksum);
        this.hidden = new HiddenValues(settings.reading().placeholders());
    }

    public Settings settings() {
        return settings;
    }

    public Environment environment() {
        return environment;
    }

    public Connection connection() {
        return connection;
    }

    /** Names this run in the lease and the history. */
    public String owner() {
        return owner;
    }

    /** The history store; it names its table with the schema as soon as that is known. */
    public HistoryStore store() {
        return store;
    }

    /** The lease store; it names its table with the schema as soon as that is known. */
    public LeaseStore leases() {
        return leases;
    }

    /** From here on the tables are named with the schema in which they were found. */
    public void located(@Nullable String schema) {
        if (schema != null) {
            store = store.in(schema);
            leases = leases.in(schema);
        }
    }

    /** From here on the repeatable migrations are not read: there are none here, and this user may not read their table. */
    public void withoutRepeatables() {
        readsRepeatables = false;
    }

    /** Whether the repeatable migrations of the history are read. */
    public boolean readsRepeatables() {
        return readsRepeatables;
    }

    /** The database; known once {@link #identify} has succeeded. */
    public Database database() {
        return Objects.requireNonNull(database, "the database has not been identified");
    }

    /** Reads all sources; problems are part of the result. */
    public MigrationSet load() {
        SharedMigrations shared = settings.shared();
        return shared == null
                ? MigrationLoader.load(settings.sources(), reader)
                : shared.load(settings.sources(), reader);
    }

    /** Begins to read all sources, while this run connects. */
    public Loading startLoading() {
        return Loading.start(executor, this::load);
    }

    /**
     * The migrations with the values that only the database knows. It is asked once, when the first script is opened that has
     * a placeholder for one of them.
     */
    public MigrationSet completed(MigrationSet files) {
        return files.map(script -> reader.complete(script, this::databaseValues));
    }

    private DatabaseValues databaseValues() {
        DatabaseValues known = databaseValues;
        if (known == null) {
            try {
                known = retrying(
                        RetryPolicy.TRANSACTION,
                        "before the values of placeholders were known",
                        () -> ask(DatabaseValues.query(settings.schema())));
            } catch (TxFailure failure) {
                throw DatabaseFailures.of(failure, "asking for the values of placeholders", report());
            }
            databaseValues = known;
        }
        return known;
    }

    /** Takes the values of placeholders out of what is said. */
    public HiddenValues hidden() {
        return hidden;
    }

    /** Connects, and finds out which database it is. */
    public void identify() throws TxFailure {
        database = connection.database(forOwnQuery());
    }

    /**
     * Whether a connection pooler is between this run and the server: another process executes the statements than the one
     * that the server named when the connection was opened. Asked once.
     */
    public boolean isPooled() throws TxFailure {
        Boolean known = pooled;
        if (known == null) {
            long executing = ask(new Query<>(
                    List.of("SELECT pg_catalog.pg_backend_pid() AS pid"),
                    answers -> Objects.requireNonNull(
                            Objects.requireNonNull(answers.get(0).first()).number("pid"))));
            OptionalInt announced = connection.backend();
            known = announced.isPresent() && announced.getAsInt() != executing;
            pooled = known;
        }
        return known;
    }

    /** Sends what is not a user's script. */
    public TxResult send(TxScript script) throws TxFailure {
        return connection.run(script, forOwnQuery());
    }

    /** Asks once. */
    public <R> R ask(Query<R> query) throws TxFailure {
        return query.reader()
                .apply(send(TxScript.autocommit(query.statements())).rows());
    }

    private Waiting forOwnQuery() {
        return Waiting.forOwnQuery(settings.answerTimeout());
    }

    /**
     * Makes attempts until one succeeds or the policy ends them.
     *
     * @param when what had not happened yet if the run is interrupted between two attempts, as "before .."
     * @throws TxFailure the last attempt's
     */
    public <R> R retrying(RetryPolicy policy, String when, Attempt<R> attempt) throws TxFailure {
        Retries retries = retries(policy, when);
        while (true) {
            try {
                return attempt.make();
            } catch (TxFailure failure) {
                if (!retries.again(failure)) {
                    throw failure;
                }
            }
        }
    }

    /** A counter of attempts, for a loop of the caller's. */
    public Retries retries(RetryPolicy policy, String when) {
        return new Retries(this, policy, when);
    }

    public void tell(MigrationEvent event) {
        listener.on(event);
    }

    /**
     * Waits.
     *
     * @param when completes the sentence "The run was interrupted ..", e.g. "before V1 was executed"
     */
    public void pause(Duration delay, String when) {
        if (!connection.pause(delay)) {
            throw interrupted(when);
        }
    }

    /** Announces that something is tried again, and waits. For what is not a failure of the database. */
    public void pause(RetryPolicy policy, String reason, int attempts, String when) {
        Duration delay = environment.backOff(policy.firstDelay(), policy.longestDelay(), attempts);
        tell(new MigrationEvent.Retrying(reason, attempts, delay));
        pause(delay, when);
    }

    /** Stops the run if it was interrupted. */
    public void checkInterrupted(String when) {
        pause(Duration.ZERO, when);
    }

    private RunInterruptedException interrupted(String when) {
        return new RunInterruptedException(
                "The run was interrupted " + when + ".", Remedy.of("Try again."), report(), null);
    }

    /** A step is done and committed. */
    public void finished(StepReport step) {
        done.add(step);
    }

    /** The plan's notes, which replace those of an earlier plan. */
    public void note(List<String> planNotes) {
        notes.clear();
        notes.addAll(planNotes);
    }

    /** What was carried out and committed so far. */
    public MigrationReport report() {
        return new MigrationReport(done, notes);
    }
}
