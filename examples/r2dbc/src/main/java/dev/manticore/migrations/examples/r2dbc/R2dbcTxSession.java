package dev.manticore.migrations.examples.r2dbc;

import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxPart;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A connection for the time that a migrator uses it. */
record R2dbcTxSession(Connection connection, AtomicReference<State> state) implements AsyncTxSession {
    private enum State {
        IDLE,
        RUNNING,
        CLOSED
    }

    private static final TxScript IDENTIFY =
            TxScript.autocommit(List.of("SELECT current_setting('crdb_version', true) AS crdb"));

    R2dbcTxSession(Connection connection) {
        this(connection, new AtomicReference<>(State.IDLE));
    }

    /** Takes a round trip, since the driver does not expose the parameter {@code crdb_version} of the connection. */
    @Override
    public CompletionStage<Database> database() {
        String version = connection.getMetadata().getDatabaseVersion();
        return Mono.fromCompletionStage(run(IDENTIFY))
                .map(result -> Objects.requireNonNull(result.rows().get(0).first()))
                .flatMap(row -> Mono.fromCallable(() -> Database.identify(row.text("crdb"), version)))
                .toFuture();
    }

    @Override
    public CompletionStage<TxResult> run(TxScript script) {
        state.set(State.RUNNING);
        return Flux.fromIterable(TxPart.of(script))
                .cast(TxPart.Message.class) // never TxPart.Copy, since sendsCopyData() is false
                .concatMap(part -> send(part, script.mode() == TxScript.Mode.AUTOCOMMIT))
                .single() // one message, since there is no COPY data
                .flatMap(this::settled)
                .onErrorMap(
                        RuntimeException.class,
                        thrown ->
                                R2dbcTxRunner.failure(Phase.UNANSWERED, thrown).build())
                .onErrorResume(
                        failure -> quietly(connection::rollbackTransaction).then(Mono.error(failure)))
                .doOnTerminate(() -> state.compareAndSet(State.RUNNING, State.IDLE))
                .toFuture();
    }

    private Mono<TxResult> send(TxPart.Message part, boolean keepRows) {
        Answers answers = new Answers();
        if (part.text().answers() == 0) {
            return answers.of(part);
        }
        try {
            return Flux.from(connection.createStatement(part.text().sql()).execute())
                    .concatMap(result -> answers.read(result, keepRows))
                    .onErrorMap(thrown -> answers.failure(part, thrown, true))
                    .then(Mono.defer(() -> answers.of(part)));
        } catch (RuntimeException notSent) { // thrown before anything is sent, e.g. for $1 outside quotes
            return Mono.error(R2dbcTxRunner.failure(Phase.STATEMENT, notSent)
                    .sqlState("42P02")
                    .build());
        }
    }

    private Mono<TxResult> settled(TxResult result) {
        return connection.isAutoCommit() // true if no transaction is open
                ? Mono.just(result)
                : Mono.error(TxFailure.in(Phase.COMMIT, "The script left a transaction open")
                        .build());
    }

    /** Simplified: a request that arrives after its statement has ended may cancel the next statement. */
    @Override
    public void cancel() {
        if (state.get() == State.RUNNING && driver() instanceof PostgresqlConnection postgres) {
            quietly(postgres::cancelRequest).subscribe();
        }
    }

    /** Closes the underlying connection, which fails the current call. The pool then finds it closed. */
    @Override
    public void abort() {
        if (state.get() != State.CLOSED) {
            quietly(driver()::close).subscribe();
        }
    }

    private Connection driver() {
        Connection below = connection;
        while (below instanceof Wrapped<?> wrapper && wrapper.unwrap() instanceof Connection wrapped) {
            below = wrapped;
        }
        return below;
    }

    @Override
    public CompletionStage<Void> close() {
        if (state.getAndSet(State.CLOSED) == State.CLOSED) {
            return Mono.<Void>empty().toFuture();
        }
        return quietly(connection::rollbackTransaction)
                .then(quietly(connection::close))
                .toFuture();
    }

    private static Mono<Void> quietly(Supplier<Publisher<Void>> call) {
        return Mono.defer(() -> Mono.from(call.get())).onErrorComplete();
    }
}
