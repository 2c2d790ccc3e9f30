package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.TxFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand files and ten thousand history rows must not block the event loop. */
class EventLoopTest extends SessionTest {
    // CPU time. On a busy machine the JIT compiler comes late, and more of the code is interpreted.
    private static final Duration A_FEW_MILLISECONDS = Duration.ofMillis(10);
    private static final int APPLIED = 10_000;

    @TempDir
    Path directory;

    private final Vertx single = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void closeSingle() {
        Waiting.on(single.close());
    }

    /** Records the threads that read it. */
    private final class Noting implements MigrationSource {
        private final MigrationSource files = FilesystemSource.of(directory);

        @Override
        public List<SourceScript> load() throws SourceException {
            threads.add(Thread.currentThread());
            return files.load();
        }

        @Override
        public String description() {
            return files.description();
        }
    }

    private void files(int from, int to) throws IOException {
        for (int i = from; i <= to; i++) {
            Files.writeString(
                    directory.resolve("V" + i + "__step.sql"),
                    "-- Step " + i + " of many.\nCREATE TABLE t" + i
                            + " (id BIGINT PRIMARY KEY, name TEXT NOT NULL DEFAULT '');\nINSERT INTO t" + i
                            + " (id) SELECT * FROM generate_series(1, 10);\nSELECT * FROM t" + i + ";\n");
        }
    }

    @Test
    void isNeverHeldForLong() throws Exception {
        Pool pool = PgBuilder.pool().using(single).connectingTo(database.uri()).build();
        VertxMigrator migrator = VertxMigrator.builder(single, pool)
                .source(new Noting())
                .tolerate(Deviation.MISSING_FILE)
                .listener(event -> threads.add(Thread.currentThread()))
                .build();
        // A warm-up, to load and compile the classes.
        files(APPLIED + 1, APPLIED + 100);
        onTheLoop(migrator::migrate);
        fillHistory();
        onTheLoop(migrator::status);
        files(APPLIED + 101, APPLIED + 1_100);

        try (LoopWatch watch = new LoopWatch(single)) {
            MigrationReport report = onTheLoop(migrator::migrate);
            MigrationStatus status = onTheLoop(migrator::status);
            onTheLoop(migrator::validate);
            onTheLoop(migrator::appliedVersions);
            onTheLoop(() -> migrator.plan(Target.latest()));
            assertThatThrownBy(() -> onTheLoop(() -> migrator.rollback(1)))
                    .isInstanceOf(InvalidMigrationsException.class);
            assertThatThrownBy(() -> onTheLoop(() -> migrator.create("next")))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(report.steps()).hasSize(1_000);
            assertThat(status.entries()).hasSize(APPLIED + 1_100);
            assertThat(watch.samples()).isGreaterThan(500);
            assertThat(threads).isNotEmpty().doesNotContain(watch.loop());
            assertThat(watch.longest()).as(watch.where()).isLessThan(A_FEW_MILLISECONDS);
        }
    }

    @Test
    void isNotHeldByALargeScriptThatFails() throws Exception {
        Pool pool = PgBuilder.pool().using(single).connectingTo(database.uri()).build();
        VertxMigrator migrator =
                VertxMigrator.builder(single, pool).source(new Noting()).build();
        Path file = directory.resolve("V1__large.sql");
        Files.writeString(file, "SELECT '😀é' FROM nowhere;\n");
        assertFails(migrator);
        Files.writeString(file, "SELECT '" + "😀é".repeat(3_000_000) + "';\nSELECT 1 FROM nowhere;\n");
        onTheLoop(() -> pool.query("SELECT 1").execute());

        try (LoopWatch watch = new LoopWatch(single)) {
            assertFails(migrator);
            assertThat(watch.longest()).as(watch.where()).isLessThan(A_FEW_MILLISECONDS);
        }
    }

    private void assertFails(VertxMigrator migrator) {
        assertThatThrownBy(() -> onTheLoop(migrator::migrate))
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void wouldBeSeenToBeHeld() throws Exception {
        files(1, 300);

        try (LoopWatch watch = new LoopWatch(single)) {
            onTheLoop(() -> {
                try {
                    for (int i = 0; i < 60; i++) {
                        new Noting().load();
                    }
                    return Future.succeededFuture();
                } catch (SourceException failure) {
                    return Future.failedFuture(failure);
                }
            });

            assertThat(watch.longest()).isGreaterThan(A_FEW_MILLISECONDS);
            assertThat(watch.where()).contains("EventLoopTest");
            assertThat(threads).containsExactly(watch.loop());
        }
    }

    private void fillHistory() throws TxFailure {
        session.autocommit(
                "INSERT INTO _migrations (version, description, checksum) SELECT n, 'step ' || n, repeat('0', 64)"
                        + " FROM generate_series(1, " + APPLIED + ") AS n");
    }

    private <T> T onTheLoop(Supplier<Future<T>> call) {
        Promise<T> promise = Promise.promise();
        single.runOnContext(on -> call.get().onComplete(promise));
        return Waiting.on(promise.future());
    }
}
