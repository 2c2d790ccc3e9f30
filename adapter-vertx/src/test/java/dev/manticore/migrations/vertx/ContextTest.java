package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxFailure;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Futures complete on the right context, and also if that context is closed. */
@Execution(ExecutionMode.CONCURRENT)
class ContextTest extends SessionTest {
    private static final String PASS = "SELECT pg_advisory_xact_lock(4711)";

    /** The results of a future, and how often it completed. */
    private static final class Ending {
        final AtomicInteger completions = new AtomicInteger();
        final AtomicReference<MigrationReport> report = new AtomicReference<>();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final AtomicReference<Context> context = new AtomicReference<>();
        final AtomicBoolean ofVertx = new AtomicBoolean();

        Ending of(Future<MigrationReport> run) {
            run.onComplete((result, thrown) -> {
                report.set(result);
                failure.set(thrown);
                context.set(Vertx.currentContext());
                ofVertx.set(Context.isOnVertxThread());
                completions.incrementAndGet();
            });
            return this;
        }

        void await() {
            Awaitility.await().atMost(Waiting.PATIENCE).until(() -> completions.get() > 0);
        }

        void assertOnce() {
            assertThat(completions).hasValue(1);
        }
    }

    private static VertxMigrator over(Vertx vertx, Pool pool, String... scripts) {
        Migration[] migrations = new Migration[scripts.length];
        for (int i = 0; i < scripts.length; i++) {
            migrations[i] = new Migration(i + 1, "step", scripts[i], null);
        }
        return VertxMigrator.builder(vertx, pool)
                .source(MigrationSource.of(migrations))
                .build();
    }

    /** Calls a migrator with its own pool on start. */
    private final class Verticle extends AbstractVerticle {
        private final Ending ending;
        private final String script;

        Verticle(Ending ending, String script) {
            this.ending = ending;
            this.script = script;
        }

        @Override
        public void start() {
            ending.of(over(vertx, pool(PgConnectOptions.fromUri(database.uri()), 1), script)
                    .migrate());
        }

        Context deployedOn() {
            return context;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ThreadingModel.class,
            names = {"EVENT_LOOP", "WORKER"})
    void completesOnTheCallersContext(ThreadingModel model) {
        Ending ending = new Ending();
        Verticle verticle = new Verticle(ending, "SELECT 1");
        Waiting.on(vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model)));
        ending.await();

        assertThat(ending.report.get().steps()).hasSize(1);
        assertThat(ending.context.get()).isSameAs(verticle.deployedOn());
        assertThat(ending.ofVertx).isTrue();
    }

    @Test
    void completesForACallerWithoutAContext() {
        Ending ending =
                new Ending().of(over(vertx, pool(database, 1), "SELECT 1").migrate());
        ending.await();

        assertThat(ending.report.get().steps()).hasSize(1);
        assertThat(ending.context.get()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = ThreadingModel.class,
            names = {"EVENT_LOOP", "WORKER"})
    void endsOnceWhenItsVerticleIsUndeployedInTheMiddleOfAStatement(ThreadingModel model) throws TxFailure {
        session.autocommit("SELECT pg_advisory_lock(4711)");
        Ending ending = new Ending();
        String id = Waiting.on(
                vertx.deployVerticle(new Verticle(ending, PASS), new DeploymentOptions().setThreadingModel(model)));
        awaitWaiting();
        Future<Void> undeployed = vertx.undeploy(id);
        session.autocommit("SELECT pg_advisory_unlock(4711)");
        Waiting.on(undeployed);
        ending.await();

        // The pool lets the statement finish.
        assertThat(ending.report.get().steps()).hasSize(1);
        ending.assertOnce();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsOnceWhenItsPoolOrVertxIsClosedInTheMiddleOfAStatement(boolean all) throws TxFailure {
        session.autocommit("SELECT pg_advisory_lock(4711)");
        Vertx own = Vertx.vertx();
        Pool pool = PgBuilder.pool().using(own).connectingTo(database.uri()).build();
        Ending ending = new Ending().of(over(own, pool, PASS, "SELECT 2").migrate());
        awaitWaiting();
        Future<Void> closed = all ? own.close() : pool.close();
        session.autocommit("SELECT pg_advisory_unlock(4711)");
        Waiting.on(closed);
        ending.await();

        if (all) {
            // Closing Vert.x cancels the run; the statement may have finished before.
            // A run whose statement was cancelled has no connection left to find that out.
            assertThat(ending.failure.get())
                    .isInstanceOfAny(RunInterruptedException.class, OutcomeUnknownException.class);
            assertThat(((MigrationException) ending.failure.get()).report().steps())
                    .hasSizeLessThan(2);
        } else {
            // The pool lets the statement finish; there is no connection for the next one.
            assertThat(ending.failure.get())
                    .isInstanceOf(MigrationException.class)
                    .isInstanceOfAny(OutcomeUnknownException.class, DatabaseUnreachableException.class);
            assertThat(((MigrationException) ending.failure.get()).report().steps())
                    .hasSize(1);
        }
        ending.assertOnce();
        Waiting.on(own.close());
    }

    @Test
    void failsOnceWhenVertxWasClosedBefore() {
        Vertx own = Vertx.vertx();
        Pool pool = PgBuilder.pool().using(own).connectingTo(database.uri()).build();
        VertxMigrator migrator = over(own, pool, "SELECT 1");
        Waiting.on(own.close());
        Ending ending = new Ending().of(migrator.migrate());
        ending.await();

        assertThat(ending.failure.get()).isInstanceOf(RunInterruptedException.class);
        ending.assertOnce();
    }

    @Test
    void goesOnAfterTheServerEndedTheConnectionInTheMiddleOfAStatement() throws TxFailure {
        session.autocommit("SELECT pg_advisory_lock(4711)");
        Ending ending = new Ending().of(over(vertx, pool(database, 1), PASS).migrate());
        String pid = awaitWaiting();
        session.text("SELECT pg_terminate_backend(" + pid + ")");
        session.autocommit("SELECT pg_advisory_unlock(4711)");
        ending.await();

        assertThat(ending.report.get().steps()).hasSize(1);
        assertThat(session.count("_migrations")).isEqualTo(1);
        ending.assertOnce();
    }

    @Test
    void doesNotNeedVertxsWorkers() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        for (int i = 0; i < 40; i++) {
            vertx.executeBlocking(() -> busy.await(60, TimeUnit.SECONDS), false);
        }
        try {
            Ending ending =
                    new Ending().of(over(vertx, pool(database, 1), "SELECT 1").migrate());
            ending.await();
            assertThat(ending.report.get().steps()).hasSize(1);
        } finally {
            busy.countDown();
        }
    }

    /** Calls a migrator with a shared pool, and is busy until it is released. */
    private static final class BusyWorker extends AbstractVerticle {
        private final Runnable call;
        private final Semaphore letGo;

        BusyWorker(Runnable call, Semaphore letGo) {
            this.call = call;
            this.letGo = letGo;
        }

        @Override
        public void start() {
            call.run();
            letGo.acquireUninterruptibly();
        }
    }

    private static DeploymentOptions worker() {
        return new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName("own")
                .setWorkerPoolSize(1);
    }

    @Test
    void goesOnWhenTheCallersWorkersEndInTheMiddleOfAStatement() throws TxFailure {
        session.autocommit("SELECT pg_advisory_lock(4711)");
        Pool pool = pool(database, 1);
        Ending ending = new Ending();
        Runnable call = () -> ending.of(over(vertx, pool, PASS, "SELECT 2").migrate());
        String id = Waiting.on(vertx.deployVerticle(new BusyWorker(call, new Semaphore(1)), worker()));
        awaitWaiting();
        Waiting.on(vertx.undeploy(id));
        session.autocommit("SELECT pg_advisory_unlock(4711)");
        ending.await();

        assertThat(ending.report.get().steps()).hasSize(2);
        ending.assertOnce();
        // The only connection was returned.
        Waiting.on(pool.query("SELECT 1").execute());
    }

    @Test
    void goesOnWhileTheCallersWorkersAreBusy() {
        Semaphore letGo = new Semaphore(0);
        Pool pool = pool(database, 1);
        Ending ending = new Ending();
        Runnable call =
                () -> ending.of(over(vertx, pool, "CREATE TABLE done ()").migrate());
        BusyWorker verticle = new BusyWorker(call, letGo);
        Future<String> deployed = vertx.deployVerticle(verticle, worker());
        try {
            Awaitility.await()
                    .atMost(Waiting.PATIENCE)
                    .until(() -> "done".equals(session.text("SELECT to_regclass('done')")));
            assertThat(ending.completions).hasValue(0);
        } finally {
            letGo.release();
        }
        Waiting.on(deployed);
        ending.await();

        assertThat(ending.report.get().steps()).hasSize(1);
        assertThat(ending.ofVertx).isTrue();
        ending.assertOnce();
    }

    @Test
    void endsWhenVertxIsClosedWhileTheCallersWorkerIsBusy() throws TxFailure {
        Semaphore letGo = new Semaphore(0);
        Vertx own = Vertx.vertx();
        Pool pool = pool(database, 1);
        Ending ending = new Ending();
        ((VertxInternal) own).createWorkerContext().runOnContext(on -> {
            ending.of(over(own, pool, "CREATE TABLE done ()").migrate());
            letGo.acquireUninterruptibly();
        });
        try {
            Awaitility.await()
                    .atMost(Waiting.PATIENCE)
                    .until(() -> "done".equals(session.text("SELECT to_regclass('done')")));
            own.close();
            ending.await();
            assertThat(ending.report.get().steps()).hasSize(1);
            ending.assertOnce();
        } finally {
            letGo.release();
        }
    }

    private String awaitWaiting() {
        AtomicReference<String> pid = new AtomicReference<>();
        Awaitility.await().atMost(Waiting.PATIENCE).until(() -> {
            var rows = session.autocommit(
                            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711"
                                    + " AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                    .rows()
                    .get(0)
                    .values();
            rows.stream().findFirst().ifPresent(row -> pid.set(row.get(0)));
            return pid.get() != null;
        });
        return pid.get();
    }
}
