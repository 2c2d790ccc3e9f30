package dev.manticore.migrations.it.scale;

import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationEvent.LockTimedOut;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Measures what a schema change that waits for a lock costs those who wait behind it, and what it costs itself to give up its place:
 * run its main method by hand, with the number of rounds as argument. No part of the build, since time depends on the machine.
 */
final class LockRetryMeasurement {
    private static final Migration ALTER = new Migration(1, "note", "ALTER TABLE busy ADD COLUMN note TEXT", null);
    private static final double[] BUCKETS = {1, 5, 25, 100, 250, 500, 600, 1_000, 5_000};
    private static final Duration BLOCKED = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LockRetryMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        for (int round = 1; round <= rounds; round++) {
            readers("without a limit", builder -> {});
            readers("lock timeout 500 ms", builder -> builder.lockTimeout(Duration.ofMillis(500)));
            overlapping("without a limit", builder -> {});
            overlapping("lock timeout 500 ms", builder -> builder.lockTimeout(Duration.ofMillis(500)));
            overlapping("lock timeout 2 s", builder -> builder.lockTimeout(Duration.ofSeconds(2)));
            unblocked("without a limit", builder -> {});
            unblocked("lock timeout 500 ms", builder -> builder.lockTimeout(Duration.ofMillis(500)));
        }
        System.exit(0);
    }

    /** A session that is idle in its transaction, and a reader that begins a query each millisecond. */
    private static void readers(String name, Consumer<MigratorBuilder<?>> settings) throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                Connections connections = Api.BLOCKING.open(Access.to(database));
                Connection idle = database.dataSource().getConnection()) {
            new Sql(database.dataSource()).run("CREATE TABLE busy AS SELECT generate_series(1, 100000) AS id");
            new Sql(database.dataSource()).run("CREATE UNIQUE INDEX ON busy (id)");
            AtomicBoolean stop = new AtomicBoolean();
            Background<List<Double>> reader = Background.run(() -> read(database, stop));
            Sql.run(idle, "BEGIN", "SELECT count(*) FROM busy");
            AtomicInteger attempts = new AtomicInteger(1);
            AtomicReference<Duration> longest = new AtomicReference<>(Duration.ZERO);
            Background<Long> run = migrate(connections, settings, attempts, longest);
            Thread.sleep(BLOCKED.toMillis());
            Sql.run(idle, "COMMIT");
            long gone = System.nanoTime();
            double after = (run.result() - gone) / 1e9;
            Thread.sleep(500);
            stop.set(true);
            List<Double> waits = reader.result();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d reads, longest %.0f ms, %d attempts, longest pause %.1f s, applied %.2f s after the blocker had"
                            + " gone%n  %s%n",
                    name,
                    waits.size(),
                    waits.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                    attempts.get(),
                    longest.get().toMillis() / 1e3,
                    after,
                    histogram(waits));
        }
    }

    private static List<Double> read(TestDatabase database, AtomicBoolean stop) {
        List<Double> waits = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection()) {
            long next = System.nanoTime();
            for (int id = 1; !stop.get(); id = id % 100_000 + 1) {
                long begin = System.nanoTime();
                Sql.rows(connection, "SELECT id FROM busy WHERE id = " + id);
                waits.add((System.nanoTime() - begin) / 1e6);
                next = Math.max(next + 1_000_000, System.nanoTime() - 1_000_000);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return waits;
    }

    private static Background<Long> migrate(
            Connections connections,
            Consumer<MigratorBuilder<?>> settings,
            AtomicInteger attempts,
            AtomicReference<Duration> longest) {
        return Background.run(() -> {
            try {
                connections
                        .subject(builder -> {
                            settings.accept(builder.source(MigrationSource.of(ALTER)));
                            builder.listener(event -> {
                                if (event instanceof LockTimedOut timedOut) {
                                    attempts.incrementAndGet();
                                    longest.accumulateAndGet(
                                            timedOut.delay(), (one, other) -> one.compareTo(other) > 0 ? one : other);
                                }
                            });
                        })
                        .migrate();
            } catch (MigrationException failure) {
                System.out.println("  " + failure.summary());
            }
            return System.nanoTime();
        });
    }

    private static String histogram(List<Double> waits) {
        StringBuilder text = new StringBuilder();
        double from = 0;
        for (double to : BUCKETS) {
            text.append(bucket(waits, from, to, String.format(Locale.ROOT, "<%.0f ms", to)));
            from = to;
        }
        return text.append(bucket(waits, from, Double.MAX_VALUE, "longer"))
                .toString()
                .strip();
    }

    private static String bucket(List<Double> waits, double from, double to, String name) {
        long count = waits.stream().filter(wait -> wait >= from && wait < to).count();
        return name + ": " + count + "  ";
    }

    /** Four sessions whose transactions of a second overlap, so that there is always one that holds the table. */
    private static void overlapping(String name, Consumer<MigratorBuilder<?>> settings) throws Exception {
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                Connections connections = Api.BLOCKING.open(Access.to(database))) {
            new Sql(database.dataSource()).run("CREATE TABLE busy AS SELECT generate_series(1, 4) AS id");
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger done = new AtomicInteger();
            List<Background<Double>> writers = IntStream.range(0, 4)
                    .mapToObj(writer -> Background.run(() -> write(database, writer, stop, done)))
                    .toList();
            Thread.sleep(2_000);
            AtomicInteger attempts = new AtomicInteger(1);
            long begin = System.nanoTime();
            Background<Long> run = migrate(
                    connections,
                    builder -> {
                        settings.accept(builder);
                        builder.lockRetry(LockRetry.DEFAULT.lasting(PATIENCE));
                    },
                    attempts,
                    new AtomicReference<>(Duration.ZERO));
            double seconds = (run.result() - begin) / 1e9;
            stop.set(true);
            double longest = 0;
            for (Background<Double> writer : writers) {
                longest = Math.max(longest, writer.result());
            }
            System.out.printf(
                    Locale.ROOT,
                    "overlapping transactions, %s: ended after %.1f s and %d attempts; longest wait of a writer %.2f s%n",
                    name,
                    seconds,
                    attempts.get(),
                    longest);
        }
    }

    private static double write(TestDatabase database, int writer, AtomicBoolean stop, AtomicInteger done) {
        double longest = 0;
        try (Connection connection = database.dataSource().getConnection()) {
            Thread.sleep(250L * writer);
            while (!stop.get()) {
                Sql.run(connection, "BEGIN");
                long begin = System.nanoTime();
                Sql.run(connection, "UPDATE busy SET id = id WHERE id = " + (writer + 1));
                longest = Math.max(longest, (System.nanoTime() - begin) / 1e9);
                Sql.run(connection, "SELECT pg_sleep(1)", "COMMIT");
                done.incrementAndGet();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return longest;
    }

    /** What the statements around a script cost where nobody is in the way. */
    private static void unblocked(String name, Consumer<MigratorBuilder<?>> settings) throws Exception {
        Migration[] migrations = IntStream.rangeClosed(1, 1_000)
                .mapToObj(version ->
                        new Migration(version, "table", "CREATE TABLE t" + version + " (id BIGINT PRIMARY KEY)", null))
                .toArray(Migration[]::new);
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                Connections connections = Api.BLOCKING.open(Access.to(database))) {
            long begin = System.nanoTime();
            connections
                    .subject(builder -> settings.accept(builder.source(MigrationSource.of(migrations))))
                    .migrate();
            System.out.printf(Locale.ROOT, "1,000 tables, %s: %.2f s%n", name, (System.nanoTime() - begin) / 1e9);
        }
    }
}
