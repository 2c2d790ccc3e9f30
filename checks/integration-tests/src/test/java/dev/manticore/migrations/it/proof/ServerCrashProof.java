package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.RestartableServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Shows that each migration is applied once when the server crashes during a run and restarts, soon or after the run
 * has given up.
 */
class ServerCrashProof {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** How long the server is away. */
    private static final Duration ABSENCE = Duration.ofSeconds(1);

    private static RestartableServer server;
    private static TestDatabase start;
    private static EndState expected;

    /**
     * Where the run is when the server dies: at an event, or, where something is locked at the event, in the statement
     * that waits for the lock.
     */
    private enum Moment {
        IN_A_TRANSACTION("begun V6", "LOCK TABLE entries IN ACCESS EXCLUSIVE MODE"),
        IN_A_STATEMENT_THAT_COMMITS_ALONE("begun V2", "LOCK TABLE accounts IN ROW EXCLUSIVE MODE"),
        IN_A_STATEMENT_THAT_MAY_BE_REPEATED("statement 1 of V5", "LOCK TABLE entries IN ROW EXCLUSIVE MODE"),
        BETWEEN_STATEMENTS("statement 2 of V3", ""),
        BETWEEN_MIGRATIONS("finished V3", "");

        private final String event;
        private final String lock;

        Moment(String event, String lock) {
            this.event = event;
            this.lock = lock;
        }

        boolean isInAStatement() {
            return !lock.isEmpty();
        }
    }

    /** What is disturbed, and how. */
    private record Death(Moment moment, Api api, boolean soonBack) {}

    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final Map<String, Integer> doubts = new TreeMap<>();

    @BeforeAll
    static void start() {
        server = RestartableServer.start();
        start = server.newDatabase();
        ProofSet.prepare(start);
        TestDatabase undisturbed = server.copyOf(start);
        RunRequest request = RunRequest.proofSet(Api.BLOCKING, undisturbed, true);
        try (Connections connections = request.connect()) {
            request.subject(connections, builder -> {}).migrate(request.asTarget());
        }
        expected = EndState.of(undisturbed, Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        // Null where it did not start.
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whatTheDeadServerHadCommittedIsGoneOnWith() {
        List<Death> deaths = deaths();
        deaths.forEach(this::dieAndGoOn);

        ProofRun.report(
                ServerCrashProof.class,
                "%d deaths of the server: the run went on by itself %d, the next run finished %d, after an operator looked %d %s; anything else 0"
                        .formatted(
                                deaths.size(),
                                verdicts.getOrDefault(Verdict.BY_ITSELF, 0),
                                verdicts.getOrDefault(Verdict.BY_THE_NEXT_RUN, 0),
                                verdicts.getOrDefault(Verdict.IN_DOUBT, 0),
                                doubts));
    }

    private static List<Death> deaths() {
        if (!Proof.isFull()) {
            return List.of(
                    new Death(Moment.IN_A_TRANSACTION, Api.BLOCKING, true),
                    new Death(Moment.IN_A_STATEMENT_THAT_COMMITS_ALONE, Api.NON_BLOCKING, true),
                    new Death(Moment.BETWEEN_STATEMENTS, Api.NON_BLOCKING, true));
        }
        List<Death> deaths = new ArrayList<>();
        for (Moment moment : Moment.values()) {
            for (Api api : Api.values()) {
                deaths.add(new Death(moment, api, true));
                deaths.add(new Death(moment, api, false));
            }
        }
        return deaths;
    }

    private void dieAndGoOn(Death death) {
        TestDatabase database = server.copyOf(start);
        RunRequest request = RunRequest.proofSet(death.api(), database, true).lease(LEASE);
        CountDownLatch reached = new CountDownLatch(1);
        try (Connections connections = request.connect();
                Connection holder = database.dataSource().getConnection()) {
            Consumer<MigratorBuilder<?>> dying =
                    builder -> builder.listener(event -> at(death.moment(), event, holder, reached));
            Background<@Nullable MigrationException> run = Background.run(
                    () -> failureOf(() -> request.subject(connections, dying).migrate(request.asTarget())));
            await(reached);
            if (death.moment().isInAStatement()) {
                awaitWaiting(database);
                server.killHard();
            }
            if (death.soonBack()) {
                pause();
            } else {
                run.result();
            }
            server.restart();

            MigrationException failure = run.result();
            Verdict verdict = new Oracle(expected, request.asTarget(), LEASE)
                    .judge(
                            database,
                            failure,
                            () -> request.subject(connections, builder -> {}),
                            statement -> doubts.merge(statement.sql(), 1, Integer::sum));
            verdicts.merge(verdict, 1, Integer::sum);
            ProofRun.report(
                    ServerCrashProof.class,
                    death + ": " + verdict
                            + (failure == null
                                    ? ""
                                    : "; the run ended with "
                                            + failure.getClass().getSimpleName() + ": " + failure.getMessage() + " "
                                            + failure.remedy()));
            server.drop(database);
        } catch (SQLException | RuntimeException | AssertionError failure) {
            throw new AssertionError(death + ": " + failure.getMessage(), failure);
        }
    }

    private static void at(Moment moment, MigrationEvent event, Connection holder, CountDownLatch reached) {
        if (reached.getCount() == 0 || !ChildProgram.text(event).equals(moment.event)) {
            return;
        }
        if (moment.isInAStatement()) {
            try {
                Sql.run(holder, "BEGIN", moment.lock);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        } else {
            server.killHard();
        }
        reached.countDown();
    }

    private static @Nullable MigrationException failureOf(Runnable run) {
        try {
            run.run();
            return null;
        } catch (MigrationException failure) {
            return failure;
        }
    }

    /** Until the run's statement waits for what is locked. */
    private static void awaitWaiting(TestDatabase database) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> new Sql(database.dataSource())
                                .number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND wait_event_type = 'Lock'")
                        > 0);
    }

    private static void await(CountDownLatch reached) {
        try {
            assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Nothing to wait for: the run meets a server that is away. */
    private static void pause() {
        Awaitility.await().pollDelay(ABSENCE).atMost(PATIENCE).until(() -> true);
    }
}
