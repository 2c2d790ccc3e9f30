package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the next runner completes what a process leaves that is killed at a random moment of its run. */
class ProcessKillProof {
    /** The shortest that there is, since whoever goes on waits for its end. */
    private static final Duration LEASE = Duration.ofSeconds(1);

    private static final Duration NAP = Duration.ofMillis(20);

    /** How many are under way at once: while one is killed, others start. */
    private static final int LANES = 4;

    /** Where a kill landed. */
    private enum Landing {
        BEFORE_THE_LEASE,
        INSIDE,
        AFTER_THE_END
    }

    /** What is being killed. */
    private record Kind(Api api, boolean up) {
        static List<Kind> all() {
            List<Kind> all = new ArrayList<>();
            for (Api api : Api.values()) {
                all.add(new Kind(api, true));
                all.add(new Kind(api, false));
            }
            return all;
        }

        RunRequest request(TestDatabase database) {
            return RunRequest.proofSet(api, database, up).lease(LEASE);
        }
    }

    private final int kills = Proof.isFull() ? 300 : 4;
    private final long seed = ProofRun.seed();
    private final ChildProcesses children = new ChildProcesses();
    private final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    private final TestDatabase empty = PostgresServer.shared().newDatabase();
    private final Map<Landing, Integer> landings = new ConcurrentHashMap<>();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();
    private final Map<Verdict, Integer> verdicts = new ConcurrentHashMap<>();
    private final Map<String, Integer> doubts = new ConcurrentHashMap<>();

    @AfterEach
    void end() {
        lanes.shutdownNow();
        children.close();
        empty.close();
    }

    @Test
    void whatAKilledProcessLeavesIsFinished() throws Exception {
        ProofSet.prepare(empty);
        StatementDelays.add(empty, NAP);
        try (TestDatabase full = undisturbed(new Kind(Api.BLOCKING, true), empty);
                TestDatabase down = undisturbed(new Kind(Api.BLOCKING, false), full)) {
            killAll(
                    Map.of(true, empty, false, full),
                    Map.of(true, EndState.of(full, LEASE), false, EndState.of(down, LEASE)));
        }
    }

    private void killAll(Map<Boolean, TestDatabase> starts, Map<Boolean, EndState> ends) throws Exception {
        Random random = new Random(seed);
        List<Kind> kinds = Kind.all();
        Map<Kind, Duration> spans = spans(kinds, starts);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            Kind kind = kinds.get(i % kinds.size());
            Duration moment = Duration.ofNanos((long) (spans.get(kind).toNanos() * 1.1 * random.nextDouble()));
            Api next = random.nextBoolean() ? Api.BLOCKING : Api.NON_BLOCKING;
            String name = "kill %d of seed %d: %s after %s".formatted(i, seed, kind, moment);
            all.add(lanes.submit(() -> kill(name, kind, moment, next, starts.get(kind.up()), ends.get(kind.up()))));
        }
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException failure) {
                throw new AssertionError(failure.getCause().getMessage(), failure.getCause());
            }
        }

        ProofRun.report(
                ProcessKillProof.class,
                "%d kills (seed %d), spans %s: landed %s; done by itself %d, finished by the next run %d, after an operator looked %d %s; anything else 0; last words %s"
                        .formatted(
                                kills,
                                seed,
                                spans.values().stream().map(Duration::toMillis).toList(),
                                new TreeMap<>(landings),
                                verdicts.getOrDefault(Verdict.BY_ITSELF, 0),
                                verdicts.getOrDefault(Verdict.BY_THE_NEXT_RUN, 0),
                                verdicts.getOrDefault(Verdict.IN_DOUBT, 0),
                                new TreeMap<>(doubts),
                                new TreeMap<>(places)));
        assertThat(landings.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(kills);
        assertThat(landings.getOrDefault(Landing.INSIDE, 0)).isGreaterThanOrEqualTo(kills / 4);
    }

    /** A copy of a database in which a run came to its end. */
    private static TestDatabase undisturbed(Kind kind, TestDatabase start) {
        TestDatabase database = PostgresServer.shared().copyOf(start);
        RunRequest request = kind.request(database);
        try (Connections connections = request.connect()) {
            request.subject(connections, builder -> {}).migrate(request.asTarget());
        }
        return database;
    }

    /** How long a run takes where nobody disturbs it, as many at a time as will be later. */
    private Map<Kind, Duration> spans(List<Kind> kinds, Map<Boolean, TestDatabase> starts) throws Exception {
        Map<Kind, Future<Duration>> measuring = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            measuring.put(kind, lanes.submit(() -> {
                try (TestDatabase database = PostgresServer.shared().copyOf(starts.get(kind.up()));
                        ChildProcess child =
                                children.start(kind.request(database)).awaitReady()) {
                    long start = System.nanoTime();
                    child.send(ChildProgram.GO);
                    assertThat(child.exitCode()).as(child.text()).isZero();
                    return Duration.ofNanos(System.nanoTime() - start);
                }
            }));
        }
        Map<Kind, Duration> spans = new LinkedHashMap<>();
        for (Map.Entry<Kind, Future<Duration>> measured : measuring.entrySet()) {
            spans.put(measured.getKey(), measured.getValue().get());
        }
        return spans;
    }

    private void kill(String name, Kind kind, Duration moment, Api next, TestDatabase start, EndState end) {
        try (TestDatabase database = PostgresServer.shared().copyOf(start);
                ChildProcess child = children.start(kind.request(database)).awaitReady()) {
            String leaseBefore = lease(database);
            child.send(ChildProgram.GO);
            boolean ended = child.endsWithin(moment);
            if (ended) {
                assertThat(child.exitCode()).as(child.text()).isZero();
            } else {
                child.kill();
            }
            count(landings, landing(ended, child, leaseBefore, database));
            List<String> lines = child.lines();
            count(places, ended ? "end" : lines.get(lines.size() - 1).replaceAll("\\[.*", ""));

            RunRequest request = kind.request(database).api(next);
            Oracle oracle = new Oracle(end, request.asTarget(), LEASE);
            Consumer<ScriptStatement> inDoubt = statement -> count(doubts, statement.sql());
            try (Connections connections = request.connect()) {
                Supplier<Subject> another = () -> request.subject(connections, builder -> {});
                count(
                        verdicts,
                        ended
                                ? oracle.judge(database, null, another, inDoubt)
                                : oracle.judgeDead(database, another, inDoubt));
            }
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(name + ": " + failure.getMessage(), failure);
        }
    }

    private static Landing landing(boolean ended, ChildProcess child, String leaseBefore, TestDatabase database) {
        if (ended || child.count("LeaseReleased") > 0) {
            return Landing.AFTER_THE_END;
        }
        return lease(database).equals(leaseBefore) ? Landing.BEFORE_THE_LEASE : Landing.INSIDE;
    }

    private static String lease(TestDatabase database) {
        Sql sql = new Sql(database.dataSource());
        String table = ProofHistory.chosen().lease();
        return sql.row("SELECT to_regclass('" + table + "')").equals("∅")
                ? ""
                : String.join(",", sql.rows("SELECT token FROM " + table));
    }

    private static <K> void count(Map<K, Integer> counts, K key) {
        counts.merge(key, 1, Integer::sum);
    }
}
