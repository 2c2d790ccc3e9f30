package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxStatement;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows what Java code can do with its connection, and what is said of its failures. */
class CodeTest extends SessionTest {

    private static VertxMigration migration(Function<SqlConnection, Future<Void>> work) {
        return new VertxMigration() {
            @Override
            public Version id() {
                return Version.of(1);
            }

            @Override
            public String description() {
                return "test";
            }

            @Override
            public Future<Void> migrate(SqlConnection connection) {
                return work.apply(connection);
            }
        };
    }

    private static TxCode code(Function<SqlConnection, Future<Void>> work) {
        return new TxCode(
                List.of(TxStatement.of(TxCode.SAVEPOINT)),
                migration(work),
                Direction.APPLY,
                List.of(TxStatement.of(TxCode.RELEASE), TxStatement.of("INSERT INTO t VALUES (100)")));
    }

    private void run(Function<SqlConnection, Future<Void>> work) throws TxFailure {
        Waiting.on(session.async().run(code(work)));
    }

    private TxFailure failure(Function<SqlConnection, Future<Void>> work) {
        return catchThrowableOfType(TxFailure.class, () -> run(work));
    }

    private static Future<Void> insert(SqlConnection connection) {
        return connection.query("INSERT INTO t VALUES (1)").execute().mapEmpty();
    }

    @BeforeEach
    void createTable() throws TxFailure {
        session.autocommit("CREATE TABLE t (id INT)");
    }

    static Stream<Function<SqlConnection, Future<Void>>> ends() {
        return Stream.of(
                connection -> connection.begin().mapEmpty(),
                SqlConnection::close,
                connection -> {
                    connection.exceptionHandler(failure -> {});
                    return Future.succeededFuture();
                },
                connection -> {
                    PgConnection.cast(connection).noticeHandler(notice -> {});
                    return Future.succeededFuture();
                });
    }

    @ParameterizedTest
    @MethodSource("ends")
    void itCannotEndItsTransactionNorTakeHandlersAway(Function<SqlConnection, Future<Void>> end) throws TxFailure {
        TxFailure failure = failure(connection -> insert(connection).compose(done -> end.apply(connection)));

        assertThat(failure.text()).contains("A migration must not call ");
        assertThat(failure.statement()).isEqualTo(1);
        assertThat(session.count("t")).isZero();
    }

    @Test
    void itRunsOnTheEventLoopWithPreparedQueries() throws TxFailure {
        AtomicReference<Boolean> onLoop = new AtomicReference<>();
        run(connection -> {
            onLoop.set(Context.isOnEventLoopThread());
            return connection
                    .preparedQuery("INSERT INTO t VALUES ($1)")
                    .executeBatch(List.of(Tuple.of(1), Tuple.of(2)))
                    .mapEmpty();
        });

        assertThat(onLoop).hasValue(true);
        assertThat(session.count("t")).isEqualTo(3);
    }

    @Test
    void itsConnectionIsUselessAfterwards() throws TxFailure {
        AtomicReference<SqlConnection> kept = new AtomicReference<>();
        run(connection -> {
            kept.set(connection);
            return Future.succeededFuture();
        });

        assertThatThrownBy(() -> kept.get().query("SELECT 1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The migration is over, and its connection can no longer be used");
    }

    @Test
    void servicesThatAreNotListedAreAnError() {
        assertThatThrownBy(() -> VertxMigration.services().load())
                .isInstanceOf(SourceException.class)
                .hasMessage("No service of type " + VertxMigration.class.getName() + " was found.");
    }

    @Test
    void noFutureIsAFailure() {
        assertThat(failure(connection -> null))
                .hasMessage("java.lang.IllegalStateException: it returned null instead of a future");
    }

    @Test
    void whatItThrowsIsAFailure() throws TxFailure {
        TxFailure failure = failure(connection -> {
            throw new IllegalArgumentException("thrown");
        });

        assertThat(failure).hasMessageContaining("thrown").hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(session.count("t")).isZero();
    }

    @Test
    void anErrorThatItRecoversFromFailsTheTransaction() throws TxFailure {
        TxFailure failure = failure(connection -> connection
                .query("SELECT 1 / 0")
                .execute()
                .<Void>mapEmpty()
                .recover(ignored -> Future.succeededFuture()));

        assertThat(failure.is("25P02")).isTrue();
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(session.count("t")).isZero();
    }

    @Test
    void theErrorInAnotherExceptionIsFound() {
        TxFailure failure = failure(connection -> connection
                .query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                .execute()
                .<Void>mapEmpty()
                .recover(error -> Future.failedFuture(new IllegalStateException("wrapped", error))));

        assertThat(failure.is("40001")).isTrue();
    }

    /** The server tells of the end of a session outside of any answer. */
    @Test
    void theEndOfItsSessionEndsIt() {
        TxFailure failure = failure(connection -> connection
                .query("SELECT pg_terminate_backend(pg_backend_pid())")
                .execute()
                .<Void>transform(ended -> Promise.<Void>promise().future()));

        assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED);
        assertThat(failure.is("57P01")).isTrue();
    }

    @Test
    void itIsLeftAloneWhenTheSessionIsGivenUp() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> running = session.async()
                .run(code(connection -> insert(connection).compose(done -> {
                    begun.complete(null);
                    return Promise.<Void>promise().future();
                })))
                .toCompletableFuture();
        begun.get(60, TimeUnit.SECONDS);

        session.async().abort();

        assertThat(catchThrowable(() -> running.get(60, TimeUnit.SECONDS)))
                .cause()
                .isInstanceOfSatisfying(
                        TxFailure.class, failure -> assertThat(failure.phase()).isEqualTo(Phase.UNANSWERED));
    }

    @Test
    void aRunThatIsCancelledEndsIt() throws TxFailure {
        VertxRun<MigrationReport> run = VertxMigrator.builder(vertx, VertxTxRunner.over(pool(database, 2)))
                .codeMigration(migration(connection -> insert(connection)
                        .compose(done -> connection
                                .query("SELECT pg_sleep(600)")
                                .execute()
                                .mapEmpty())))
                .build()
                .start(AsyncMigrator::migrate);
        await().atMost(Waiting.PATIENCE)
                .until(() -> session.text("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'"
                                + " AND wait_event = 'PgSleep' AND datname = current_database()")
                        .equals("1"));

        Waiting.on(run.cancel());

        assertThat(catchThrowable(() -> Waiting.on(run.result())))
                .isInstanceOf(RunInterruptedException.class)
                .hasMessageContaining("The run was interrupted while V1 was running; it was rolled back.");
        assertThat(session.count("t")).isZero();
    }
}
