package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.it.colour.Access;
import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.it.colour.Connections;
import dev.manticore.migrations.it.colour.Subject;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.MigrationSource;
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

/** Where one and the same run is disturbed again and again, each time in a database of its own. */
final class Bench implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(60);
    /** Shorter than the default, so that what is held back is not waited for too long. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What notes a statement as under way, as it is sent. */
    private static final Pattern NOTE = Pattern.compile(
            "version = (\\d+), direction = '(\\w+)', checksum = '[^']*', statements_done = (\\d+), statement_running = true");

    /** What renews the lease, and nothing else, is refused where the lease has ended. */
    private static final String RENEWAL = " AND expires_at > clock_timestamp() RETURNING token";

    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "disturbed-run");
        thread.setDaemon(true);
        thread.start();
    };

    private final Colour colour;
    private final TestDatabase template;
    private final Oracle oracle;

    private Bench(Colour colour, TestDatabase template, Oracle oracle) {
        this.colour = colour;
        this.template = template;
        this.oracle = oracle;
    }

    /**
     * Prepares everything.
     *
     * @param up whether the run applies all migrations, or reverts them
     */
    static Bench of(Colour colour, boolean up) {
        TestDatabase template = PostgresServer.shared().newDatabase();
        ProofSet.prepare(template);
        if (!up) {
            migrate(colour, template, true);
        }
        try (TestDatabase undisturbed = PostgresServer.shared().copyOf(template)) {
            migrate(colour, undisturbed, up);
            return new Bench(colour, template, new Oracle(EndState.of(undisturbed, LEASE), Oracle.target(up), LEASE));
        }
    }

    private static void migrate(Colour colour, TestDatabase database, boolean up) {
        try (Connections connections = colour.open(Access.to(database))) {
            subject(connections, event -> {}).migrate(Oracle.target(up));
        }
    }

    private static Subject subject(Connections connections, MigrationListener listener) {
        return connections.subject(builder -> builder.source(MigrationSource.of(ProofSet.migrations()))
                .lease(LEASE)
                .lockWait(LOCK_WAIT)
                .answerTimeout(ANSWER)
                .listener(listener));
    }

    /**
     * What a disturbed run came to.
     *
     * @param failure null where it came through
     * @param queries what was sent in it
     * @param events what it told
     * @param doubts where a person had to look
     */
    record Outcome(
            Verdict verdict,
            @Nullable MigrationException failure,
            List<String> queries,
            List<Object> events,
            List<Person.Statement> doubts) {
        boolean toldThatTheLeaseIsReleased() {
            return Bench.isReleased(events);
        }
    }

    private static boolean isReleased(List<Object> events) {
        return events.stream().anyMatch(MigrationEvent.LeaseReleased.class::isInstance);
    }

    /** What a run sends where nothing is in its way, but for renewals: whether there is one is a matter of speed. */
    List<SentMessage> messages() {
        return disturb(proxy -> {}).queries().stream()
                // The JDBC driver's own, while it connects.
                .filter(sql -> !sql.startsWith("SET "))
                .filter(sql -> !sql.contains(RENEWAL))
                .map(SentMessage::of)
                .distinct()
                .toList();
    }

    /**
     * Runs, disturbed, and then again until all is done.
     *
     * @param disturb lays faults before the run
     * @throws AssertionError when it did not come to its end as the design says; tells all that went by
     */
    Outcome disturb(Consumer<WireProxy> disturb) {
        return disturb(disturb, null);
    }

    /**
     * The same.
     *
     * @param person settles what the runs stop at; null for whoever looks after statements that are in doubt
     */
    Outcome disturb(Consumer<WireProxy> disturb, Oracle.@Nullable Settlement person) {
        try (TestDatabase database = PostgresServer.shared().copyOf(template);
                WireProxy proxy = WireProxy.before(database)) {
            disturb.accept(proxy);
            List<Object> events = new CopyOnWriteArrayList<>();
            try {
                MigrationException failure = run(database, proxy, events);
                return judge(database, proxy.queries(), events, failure, person);
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
    private @Nullable MigrationException run(TestDatabase database, WireProxy proxy, List<Object> events) {
        MigrationException failure;
        try (Connections connections = colour.open(Access.to(proxy.through(database)))) {
            failure = withinLimit(subject(connections, events::add));
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
            Oracle.@Nullable Settlement person) {
        if (isReleased(events)) {
            assertThat(new Sql(database.dataSource()).leaseIsFree())
                    .as("free, as the run said")
                    .isTrue();
        }
        List<Person.Statement> doubts = new ArrayList<>();
        Oracle.Settlement doubt = Oracle.settlement(database, statement -> {
            assertThat(statement).as("what was sent last as under way").isEqualTo(lastNoted(queries));
            doubts.add(statement);
        });
        try (Connections undisturbed = colour.open(Access.to(database))) {
            Verdict verdict = oracle.judge(
                    database, failure, () -> subject(undisturbed, event -> {}), person == null ? doubt : person);
            return new Outcome(verdict, failure, queries, events, doubts);
        }
    }

    /** What went by on the wire says which statement was under way when the run was disturbed. */
    private static Person.@Nullable Statement lastNoted(List<String> queries) {
        Person.Statement last = null;
        for (String query : queries) {
            Matcher note = NOTE.matcher(query);
            while (note.find()) {
                last = Person.Statement.of(note.group(1), note.group(2), Integer.parseInt(note.group(3)) + 1);
            }
        }
        return last;
    }

    @Override
    public void close() {
        template.close();
    }
}
