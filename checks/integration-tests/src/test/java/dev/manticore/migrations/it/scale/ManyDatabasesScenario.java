package dev.manticore.migrations.it.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.vertx.VertxMigrator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shows that many databases are migrated at once within a limit of connections and threads, and without blocking an
 * event loop. Each run uses a schema of its own; a small number of runs comes first, to warm up.
 */
class ManyDatabasesScenario {
    private static final int PATIENCE_SECONDS = 120;
    /** Whatever the number of databases. */
    private static final int THREADS = 24;

    private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

    private static List<TestDatabase> all;

    @TempDir
    Path directory;

    @BeforeAll
    static void createDatabases() {
        all = Stream.generate(Databases::take).limit(64).toList();
    }

    @AfterAll
    static void dropDatabases() {
        all.forEach(Databases::drop);
    }

    @ParameterizedTest(name = "{0} databases, {1} migrations each, {2} connections")
    @CsvSource({"8, 5, 2, 1000", "64, 5, 8, 100"})
    void fromOneEventLoop(int count, int migrations, int connections, int millis) throws Exception {
        write(migrations);
        String schema = "loop_" + count;
        List<TestDatabase> databases = all.subList(0, count);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        ConnectionBudget budget = new ConnectionBudget(connections);
        try (UsageSampler witness = new UsageSampler(databases)) {
            Promise<EventLoopDelays> measuring = Promise.promise();
            Promise<List<MigrationReport>> done = Promise.promise();
            long start = System.nanoTime();
            vertx.runOnContext(loop -> {
                measuring.complete(new EventLoopDelays(vertx));
                List<Future<MigrationReport>> runs = databases.stream()
                        .map(database -> VertxMigrator.builder(vertx, new BudgetTxRunner(vertx, database, budget)))
                        .map(builder -> migrator(builder, schema).migrate())
                        .toList();
                Future.join(runs)
                        .<List<MigrationReport>>map(ended -> ended.list())
                        .onComplete(done);
            });
            List<MigrationReport> reports = await(done.future());
            print("one event loop", count, migrations, start, witness);
            try (EventLoopDelays pauses = await(measuring.future())) {
                System.out.printf(
                        Locale.ROOT,
                        "  its longest pause %.1f ms, its longest computation %.1f ms; sessions at once %d%n",
                        pauses.longest().toNanos() / 1e6,
                        pauses.longestBusy().toNanos() / 1e6,
                        budget.mostTaken());
                // The pause itself is also what else goes on on this machine, and the first run loads the classes.
                assertThat(pauses.longestBusy()).isLessThan(Duration.ofMillis(millis));
            }

            assertEachOnce(databases, schema, reports, migrations);
            assertThat(witness.mostThreads()).isLessThanOrEqualTo(mostThreads(count));
            assertThat(budget.turns()).as("sessions, one for each database").isEqualTo(count);
            assertThat(budget.mostTaken()).isEqualTo(connections);
            assertThat(budget.taken()).as("sessions that stay open").isZero();
        } finally {
            await(vertx.close());
        }
    }

    /** A run in progress has a thread of its own, and another one for the files; virtual ones where the JDK has them. */
    private static int mostThreads(int runs) {
        return Runtime.version().feature() >= FIRST_JDK_WITH_VIRTUAL_THREADS ? THREADS : 2 * runs + THREADS;
    }

    @ParameterizedTest(name = "{0} databases, {1} migrations each, {2} threads")
    @CsvSource({"8, 5, 2", "64, 5, 8"})
    void withAThreadForEachConnection(int count, int migrations, int threads) throws Exception {
        write(migrations);
        String schema = "threads_" + count;
        List<TestDatabase> databases = all.subList(0, count);
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> new Thread(task, "blocking"));
        try (UsageSampler witness = new UsageSampler(databases)) {
            long start = System.nanoTime();
            List<CompletableFuture<MigrationReport>> runs = databases.stream()
                    .map(database -> Migrator.builder(JdbcTxRunner.over(database.dataSource())))
                    .map(builder -> CompletableFuture.supplyAsync(
                            () -> migrator(builder, schema).migrate(), executor))
                    .toList();
            CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            print(threads + " threads", count, migrations, start, witness);

            assertEachOnce(
                    databases,
                    schema,
                    runs.stream().map(CompletableFuture::join).toList(),
                    migrations);
        } finally {
            executor.shutdownNow();
        }
    }

    private <M> M migrator(MigratorBuilder<M> builder, String schema) {
        return builder.source(FilesystemSource.of(directory)).schema(schema).build();
    }

    private void write(int migrations) throws IOException {
        for (int version = 1; version <= migrations; version++) {
            Files.writeString(
                    directory.resolve("V" + version + "__step.sql"),
                    (version == 1 ? "CREATE TABLE done (version INT);\n" : "") + "CREATE TABLE t" + version
                            + " (id BIGINT PRIMARY KEY, name TEXT NOT NULL);\nINSERT INTO done VALUES (" + version
                            + ");\n");
        }
    }

    private static void assertEachOnce(
            List<TestDatabase> databases, String schema, List<MigrationReport> reports, int migrations) {
        List<String> versions =
                LongStream.rangeClosed(1, migrations).mapToObj(Long::toString).toList();
        assertThat(reports)
                .hasSameSizeAs(databases)
                .allSatisfy(report -> assertThat(report.steps()).hasSize(migrations));
        assertThat(databases).allSatisfy(database -> {
            Sql sql = new Sql(database.dataSource());
            assertThat(sql.rows("SELECT version FROM " + schema + "._migrations ORDER BY 1"))
                    .isEqualTo(versions);
            assertThat(sql.rows("SELECT version FROM " + schema + ".done ORDER BY 1"))
                    .isEqualTo(versions);
        });
    }

    private static void print(String how, int count, int migrations, long start, UsageSampler witness) {
        System.out.printf(
                Locale.ROOT,
                "%d databases, %d migrations each, from %s: %.0f ms; connections on the server at once %d; threads"
                        + " started at once %d, of all %s%n",
                count,
                migrations,
                how,
                (System.nanoTime() - start) / 1e6,
                witness.mostConnections(),
                witness.mostThreads(),
                witness.threadNames());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
