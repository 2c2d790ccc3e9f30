package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxFailure;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Shows that a run ends when its handle cancels it, and when Vert.x closes. */
class CancelledRunTest extends SessionTest {
    private static final Migration LONG =
            new Migration(1, "takes long", "CREATE TABLE t (id INT); SELECT pg_sleep(600)", null);
    private static final String SLEEPING =
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND state = 'active'"
                    + " AND datname = current_database() AND pid <> pg_backend_pid()";

    private VertxMigrator over(Vertx owner, AsyncTxRunner runner) {
        return VertxMigrator.builder(owner, runner)
                .source(MigrationSource.of(LONG))
                .build();
    }

    private void awaitSleeping(String count) {
        await().atMost(Waiting.PATIENCE).until(() -> session.text(SLEEPING).equals(count));
    }

    @Test
    void itsHandleCancelsTheStatementAndReleasesTheLease() throws TxFailure {
        VertxRun<MigrationReport> run =
                over(vertx, VertxTxRunner.over(pool(database, 1))).start(AsyncMigrator::migrate);
        awaitSleeping("1");

        Waiting.on(run.cancel());

        assertThat(run.result().isComplete() ? run.result().cause() : catchThrowable(() -> Waiting.on(run.result())))
                .isInstanceOf(RunInterruptedException.class)
                .hasMessageContaining("V1");
        assertThat(session.text(SLEEPING)).isEqualTo("0");
        assertThat(session.text("SELECT to_regclass('t') IS NULL")).startsWith("t");
        assertThat(session.text("SELECT expires_at < clock_timestamp() FROM _migrations_lease"))
                .startsWith("t");
        // The only connection of the pool is free again, and the run of another call is not affected.
        assertThat(Waiting.on(run.cancel())).isNull();
    }

    private Pool poolOf(Vertx owner) {
        return PgBuilder.pool().using(owner).connectingTo(database.uri()).build();
    }

    /** Vert.x undeploys a verticle, and closes its pool, when its own hooks are through. */
    @Test
    void closingVertxCancelsTheStatementAndReleasesTheLease() throws TxFailure {
        Vertx other = Vertx.vertx();
        AtomicReference<Pool> pool = new AtomicReference<>();
        Waiting.on(other.deployVerticle(new AbstractVerticle() {
            @Override
            public void start() {
                pool.set(poolOf(vertx));
            }
        }));
        VertxRun<MigrationReport> run =
                over(other, VertxTxRunner.over(pool.get())).start(AsyncMigrator::migrate);
        awaitSleeping("1");

        Waiting.on(other.close());

        awaitSleeping("0");
        assertThat(catchThrowable(() -> Waiting.on(run.result())))
                .isInstanceOf(RunInterruptedException.class)
                .hasMessageContaining("V1");
        assertThat(session.text("SELECT to_regclass('t') IS NULL")).startsWith("t");
        assertThat(session.text("SELECT expires_at < clock_timestamp() FROM _migrations_lease"))
                .startsWith("t");
    }

    /** Its connections send nothing any more from the moment on in which Vert.x begins to close. */
    @Test
    void closingVertxCancelsTheStatementOfAPoolThatIsClosedInTheSameMoment() throws TxFailure {
        Vertx other = Vertx.vertx();
        VertxRun<MigrationReport> run =
                over(other, VertxTxRunner.over(poolOf(other))).start(AsyncMigrator::migrate);
        awaitSleeping("1");

        Waiting.on(other.close());

        awaitSleeping("0");
        assertThat(catchThrowable(() -> Waiting.on(run.result()))).isInstanceOf(MigrationException.class);
        assertThat(session.text("SELECT to_regclass('t') IS NULL")).startsWith("t");
    }

    @Test
    void itsHandleCancelsTheStatementOfAClosedPool() throws TxFailure {
        Pool pool = pool(database, 1);
        VertxRun<MigrationReport> run = over(vertx, VertxTxRunner.over(pool)).start(AsyncMigrator::migrate);
        awaitSleeping("1");
        Future<Void> closed = pool.close();

        Waiting.on(run.cancel());

        awaitSleeping("0");
        Waiting.on(closed);
        assertThat(catchThrowable(() -> Waiting.on(run.result()))).isInstanceOf(MigrationException.class);
    }

    @Test
    void aConnectionThatNeverComesIsNotWaitedForAfterCancelling() {
        CompletableFuture<AsyncTxSession> never = new CompletableFuture<>();
        VertxRun<MigrationReport> run = over(vertx, () -> never).start(AsyncMigrator::migrate);

        Waiting.on(run.cancel());

        assertThat(catchThrowable(() -> Waiting.on(run.result()))).isInstanceOf(RunInterruptedException.class);
    }

    @Test
    void aConnectionThatNeverComesDoesNotKeepVertxFromClosing() {
        Vertx other = Vertx.vertx();
        CompletableFuture<AsyncTxSession> never = new CompletableFuture<>();
        VertxRun<MigrationReport> run = over(other, () -> never).start(AsyncMigrator::migrate);

        Waiting.on(other.close());

        assertThat(catchThrowable(() -> Waiting.on(run.result()))).isInstanceOf(RunInterruptedException.class);
    }
}
