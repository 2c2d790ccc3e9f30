package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that a history is adopted or not, and never in part, whenever the process that adopts it is killed. */
class AdoptionKillProof {
    private static final int VERSIONS = 40;
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final int LANES = 4;

    /** What a kill left. */
    private enum Left {
        NOT_ADOPTED,
        ADOPTED,
        /** It had ended before it could be killed. */
        ENDED
    }

    @TempDir
    private Path scripts;

    private final int kills = Proof.isFull() ? 50 : 8;
    private final long seed = ProofRun.seed();
    private final ChildProcesses children = new ChildProcesses();
    private final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    private final Map<AdoptedHistory, TestDatabase> starts = new EnumMap<>(AdoptedHistory.class);
    private final Map<Left, Integer> left = new ConcurrentHashMap<>();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();

    @AfterEach
    void end() {
        lanes.shutdownNow();
        children.close();
        starts.values().forEach(TestDatabase::close);
    }

    @Test
    void aHistoryIsAdoptedOrNot() throws Exception {
        prepare();
        Map<Api, Duration> spans = spans();
        Random random = new Random(seed);
        List<Future<?>> all = new ArrayList<>();
        List<AdoptedHistory> histories = List.of(AdoptedHistory.values());
        List<Api> apis = List.of(Api.BLOCKING, Api.NON_BLOCKING);
        for (int i = 0; i < kills; i++) {
            AdoptedHistory history = histories.get(i % histories.size());
            Api api = apis.get(i / 2 % apis.size());
            Duration moment = Duration.ofNanos((long) (spans.get(api).toNanos() * 1.1 * random.nextDouble()));
            Api next = random.nextBoolean() ? Api.BLOCKING : Api.NON_BLOCKING;
            String name = "kill %d of seed %d: %s, %s after %s".formatted(i, seed, history, api, moment);
            all.add(lanes.submit(() -> kill(name, history, api, moment, next)));
        }
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException failure) {
                throw new AssertionError(failure.getCause().getMessage(), failure.getCause());
            }
        }
        ProofRun.report(
                AdoptionKillProof.class,
                "%d kills (seed %d), spans %s: left %s; in part 0; last words %s"
                        .formatted(
                                kills,
                                seed,
                                spans.values().stream().map(Duration::toMillis).toList(),
                                new TreeMap<>(left),
                                new TreeMap<>(places)));
        assertThat(left.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(kills);
        assertThat(kills - left.getOrDefault(Left.ENDED, 0))
                .as("killed before the end")
                .isGreaterThan(kills / 2);
    }

    /** Each row takes the server a while. */
    private void prepare() throws IOException {
        for (int version = 1; version <= VERSIONS; version++) {
            Files.writeString(scripts.resolve("V" + version + "__step.sql"), "SELECT " + version);
        }
        for (AdoptedHistory history : AdoptedHistory.values()) {
            TestDatabase database = PostgresServer.shared().newDatabase();
            starts.put(history, database);
            RunRequest request = RunRequest.adopt(Api.BLOCKING, database, scripts, history);
            try (Connections connections = request.connect()) {
                request.subject(connections, builder -> {}).initialize();
            }
            history.fill(database, scripts, VERSIONS);
            new Sql(database.dataSource())
                    .run(
                            "CREATE FUNCTION delay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.01);"
                                    + " RETURN NEW; END'",
                            "CREATE TRIGGER delay BEFORE INSERT ON _migrations FOR EACH ROW EXECUTE FUNCTION delay()");
        }
    }

    /** How long it takes where nobody disturbs it. */
    private Map<Api, Duration> spans() {
        Map<Api, Duration> spans = new EnumMap<>(Api.class);
        for (Api api : Api.values()) {
            TestDatabase start = starts.get(AdoptedHistory.GOOSE);
            try (TestDatabase database = PostgresServer.shared().copyOf(start);
                    ChildProcess child = children.start(request(api, database, AdoptedHistory.GOOSE))
                            .awaitReady()) {
                long begin = System.nanoTime();
                child.send(ChildProgram.GO);
                assertThat(child.exitCode()).as(child.text()).isZero();
                spans.put(api, Duration.ofNanos(System.nanoTime() - begin));
                assertThat(rows(database)).isEqualTo(VERSIONS);
            }
        }
        return spans;
    }

    private RunRequest request(Api api, TestDatabase database, AdoptedHistory history) {
        return RunRequest.adopt(api, database, scripts, history).lease(LEASE);
    }

    private static long rows(TestDatabase database) {
        return new Sql(database.dataSource()).number("SELECT count(*) FROM _migrations");
    }

    private void kill(String name, AdoptedHistory history, Api api, Duration moment, Api next) {
        try (TestDatabase database = PostgresServer.shared().copyOf(starts.get(history));
                ChildProcess child =
                        children.start(request(api, database, history)).awaitReady()) {
            child.send(ChildProgram.GO);
            boolean ended = child.endsWithin(moment);
            if (!ended) {
                child.kill();
            }
            // The server may still execute what it was sent.
            assertThat(rows(database)).as("rows at once").isIn(0L, (long) VERSIONS);
            awaitEnd(database);
            long rows = rows(database);
            assertThat(rows).as("rows in the end").isIn(0L, (long) VERSIONS);
            left.merge(ended ? Left.ENDED : rows == 0 ? Left.NOT_ADOPTED : Left.ADOPTED, 1, Integer::sum);
            List<String> lines = child.lines();
            places.merge(lines.get(lines.size() - 1).replaceAll("[\\[ ].*", ""), 1, Integer::sum);

            RunRequest again = request(next, database, history);
            try (Connections connections = again.connect()) {
                assertThat(again.carryOut(again.subject(connections, builder -> {})))
                        .isEqualTo(VERSIONS);
                assertThat(again.subject(connections, builder -> {}).migrate().isEmpty())
                        .isTrue();
            }
            assertThat(rows(database)).isEqualTo(VERSIONS);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(name + ": " + failure.getMessage(), failure);
        }
    }

    /** Until no server process is at anything in the database. */
    private static void awaitEnd(TestDatabase database) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> new Sql(database.dataSource())
                                .number(
                                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <>"
                                                + " pg_backend_pid() AND backend_type = 'client backend'")
                        == 0);
    }
}
