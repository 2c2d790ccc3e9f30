package dev.manticore.migrations.it.scale;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Collectors;

/** Samples, every few milliseconds, how many connections the server has and how many threads the JVM started. */
final class UsageSampler implements AutoCloseable {
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "witness"));
    private final Connection connection;
    private final String query;
    private final ScheduledFuture<?> looks;
    private final Set<Thread> before;
    private final Set<Thread> started = new HashSet<>();
    private int looked;
    private int mostThreads;
    private int mostConnections;

    UsageSampler(List<TestDatabase> databases) throws SQLException {
        TestDatabase first = databases.get(0);
        connection = new TestDatabase(first.host(), first.port(), "postgres", first.user())
                .dataSource()
                .getConnection();
        query = databases.stream()
                .map(database -> "'" + database.name() + "'")
                .collect(Collectors.joining(
                        ",",
                        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname IN (",
                        ")"));
        before = threads();
        looks = thread.scheduleWithFixedDelay(this::look, 0, 5, MILLISECONDS);
    }

    private synchronized void look() {
        try {
            mostConnections = Math.max(
                    mostConnections,
                    Integer.parseInt(Sql.rows(connection, query).get(0)));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        looked++;
        Set<Thread> now = threads();
        now.removeAll(before);
        now.removeIf(other -> other.getName().equals("witness"));
        mostThreads = Math.max(mostThreads, now.size());
        started.addAll(now);
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** The most connections that the server had at once, those included that it is about to end. */
    synchronized int mostConnections() {
        return mostConnections;
    }

    /** The most threads at once beyond those of the beginning. */
    synchronized int mostThreads() {
        assertThat(looked).as("looks").isPositive();
        assertThat(looks.isDone()).as("whether looking ended with a failure").isFalse();
        return mostThreads;
    }

    /** How many threads of each name were seen, their numbers left out. */
    synchronized SortedMap<String, Long> threadNames() {
        return started.stream()
                .collect(Collectors.groupingBy(
                        other -> other.getName().replaceAll("\\d+", "N"), TreeMap::new, Collectors.counting()));
    }

    @Override
    public void close() throws SQLException {
        looks.cancel(false);
        thread.shutdownNow();
        connection.close();
    }
}
