package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.WireProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Repeats one run with injected faults, each time in a new database, and lets the oracle judge what comes of it. */
final class FaultInjector implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(60);
    /** Shorter than the default: the run waits this long for each withheld answer. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What notes a statement as under way, as it is sent. */
    private static final Pattern NOTE = Pattern.compile(
            "migration = '(\\d+)', direction = '(\\w+)', checksum = '[^']*', [^;]*?statements_done = (\\d+), statement_running = true");

    /** What renews the lease, and nothing else, is refused where the lease has ended. */
    private static final String RENEWAL = " AND expires_at > clock_timestamp() RETURNING token";

    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "disturbed-run");
        thread.setDaemon(true);
        thread.start();
    };

    private final Api api;
    private final Consumer<MigratorBuilder<?>> settings;
    private final TestDatabase template;
    private final Oracle oracle;

    private FaultInjector(Api api, Consumer<MigratorBuilder<?>> settings, TestDatabase template, Oracle oracle) {
        this.api = api;
        this.settings = settings;
        this.template = template;
        this.oracle = oracle;
    }

    /**
     * Prepares everything.
     *
     * @param up whether the run applies all migrations, or reverts them
     */
    static FaultInjector of(Api api, boolean up) {
        return of(api, up, builder -> {});
    }

    /**
     * The same.
     *
     * @param settings of the runs that are disturbed
     */
    static FaultInjector of(Api api, boolean up, Consumer<MigratorBuilder<?>> settings) {
        TestDatabase template = PostgresServer.shared().newDatabase();
        ProofSet.prepare(template);
        if (!up) {
            migrate(api, template, true);
        }
        try (TestDatabase undisturbed = PostgresServer.shared().copyOf(template)) {
            migrate(api, undisturbed, up);
            return new FaultInjector(
                    api, settings, template, new Oracle(EndState.of(undisturbed, LEASE), Oracle.target(up), LEASE));
        }
    }

    private static void migrate(Api api, TestDatabase database, boolean up) {
        try (Connections connections = api.open(Access.to(database))) {
            subject(api, connections, event -> {}).migrate(Oracle.target(up));
        }
    }

    private static Subject subject(Api api, Connections connections, MigrationListener listener) {
        return subject(api, connections, listener, builder -> {});
    }

    private static Subject subject(
            Api api, Connections connections, MigrationListener listener, Consumer<MigratorBuilder<?>> settings) {
        return connections.subject(builder -> {
            ProofSet.addTo(builder, api);
            settings.accept(builder.lease(LEASE)
                    .lockWait(LOCK_WAIT)
                    .answerTimeout(ANSWER)
                    .listener(listener));
        });
    }

    /**
     * What a disturbed run came to.
     *
     * @param failure null where it came through
     * @param queries what was sent in it
     * @param events what it told
     * @param doubts which statements an operator had to look at
     */
    record Outcome(
            Verdict verdict,
            @Nullable MigrationException failure,
            List<String> queries,
            List<Object> events,
            List<ScriptStatement> doubts) {
        boolean toldThatTheLeaseIsReleased() {
            return FaultInjector.isReleased(events);
        }
    }

    private static boolean isReleased(List<Object> events) {
        return events.stream().anyMatch(MigrationEvent.LeaseReleased.class::isInstance);
    }

    /** What a run sends where nothing is in its way, but for renewals: whether there is one is a matter of speed. */
    List<SentMessage> messages() {
        return run(proxy -> {}).queries().stream()
                // The JDBC driver's own, while it connects.
                .filter(sql -> !sql.startsWith("SET "))
                .filter(sql -> !sql.contains(RENEWAL))
                .flatMap(sql -> SentMessage.allOf(sql).stream())
                .distinct()
                .toList();
    }

    /**
     * Runs with faults, and then without until everything is done.
     *
     * @param faults injects faults before the run
     * @throws AssertionError when it did not come to its end as the design says; tells all events and messages
     */
    Outcome run(Consumer<WireProxy> faults) {
        return run(faults, null);
    }

    /**
     * The same.
     *
     * @param settlement settles what the runs stop at; null for what the operator does about statements in doubt
     */
    Outcome run(Consumer<WireProxy> faults, Oracle.@Nullable Settlement settlement) {
        try (TestDatabase database = PostgresServer.shared().copyOf(template);
                WireProxy proxy = WireProxy.before(database)) {
            faults.accept(proxy);
            List<Object> events = new CopyOnWriteArrayList<>();
            try {
                MigrationException failure = runThrough(database, proxy, events);
                return judge(database, proxy.queries(), events, failure, settlement);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        failure + "\nevents:\n  " + lines(events) + "\nsent:\n  " + lines(proxy.queries()), failure);
            }
        }
    }

    private static String lines(List<?> lines) {
        return String.join("\n  ", lines.stream().map(Object::toString).toList());
    }

    /** Runs once through a proxy, to the end of its connections. */
    private @Nullable MigrationException runThrough(TestDatabase database, WireProxy proxy, List<Object> events) {
        MigrationException failure;
        try (Connections connections = api.open(Access.to(proxy.through(database)))) {
            failure = withinLimit(subject(api, connections, events::add, settings));
        }
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> proxy.openConnections() == 0);
        return failure;
    }

    private @Nullable MigrationException withinLimit(Subject subject) {
        CompletableFuture<@Nullable MigrationException> ended = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        subject.migrate(oracle.target());
                        return null;
                    } catch (MigrationException failure) {
                        return failure;
                    }
                },
                THREADS);
        try {
            return ended.orTimeout(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException other) {
            throw new AssertionError(
                    other.getCause() instanceof TimeoutException
                            ? "The disturbed run hangs"
                            : "The disturbed run failed with what is no MigrationException: " + other.getCause(),
                    other.getCause());
        }
    }

    private Outcome judge(
            TestDatabase database,
            List<String> queries,
            List<Object> events,
            @Nullable MigrationException failure,
            Oracle.@Nullable Settlement settlement) {
        if (isReleased(events)) {
            assertThat(new Sql(database.dataSource())
                            .leaseIsFree(ProofHistory.chosen().lease()))
                    .as("free, as the run said")
                    .isTrue();
        }
        List<ScriptStatement> doubts = new ArrayList<>();
        Oracle.Settlement doubt = Oracle.settlement(database, statement -> {
            assertThat(statement).as("what was sent last as under way").isEqualTo(lastNoted(queries));
            doubts.add(statement);
        });
        try (Connections undisturbed = api.open(Access.to(database))) {
            Verdict verdict = oracle.judge(
                    database,
                    failure,
                    () -> subject(api, undisturbed, event -> {}),
                    settlement == null ? doubt : settlement);
            return new Outcome(verdict, failure, queries, events, doubts);
        }
    }

    /** What went by on the wire says which statement was under way when the run was disturbed. */
    private static @Nullable ScriptStatement lastNoted(List<String> queries) {
        ScriptStatement last = null;
        for (String query : queries) {
            Matcher note = NOTE.matcher(query);
            while (note.find()) {
                last = ScriptStatement.of(note.group(1), note.group(2), Integer.parseInt(note.group(3)) + 1);
            }
        }
        return last;
    }

    @Override
    public void close() {
        template.close();
    }
}
