package dev.manticore.migrations.vertx;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxBatch;
import dev.manticore.migrations.spi.TxCode;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxPart;
import dev.manticore.migrations.spi.TxResult;
import dev.manticore.migrations.spi.TxScript;
import dev.manticore.migrations.spi.TxScript.Mode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection for the time that a runner uses it. */
final class VertxTxSession implements AsyncTxSession {
    private static final Logger log = LoggerFactory.getLogger(VertxTxSession.class);
    // Only these begin a transaction that outlives its statement: BEGIN, START TRANSACTION, COMMIT or ROLLBACK AND
    // CHAIN. The client does not report whether one is open; after a script with such a word, ROLLBACK finds out.
    private static final Pattern MAY_BEGIN = Pattern.compile("\\b(BEGIN|START|CHAIN)\\b", Pattern.CASE_INSENSITIVE);

    private final Wire wire;
    private final Database database;
    // Guarded by this.
    private boolean closed;
    private boolean givenUp;
    private @Nullable Promise<?> underWay;
    private @Nullable Future<Void> cancellation;

    private VertxTxSession(Wire wire, Database database) {
        this.wire = wire;
        this.database = database;
    }

    static Future<AsyncTxSession> on(@Nullable SqlConnection connection, Pool origin) {
        if (!(connection instanceof PgConnection postgres)) {
            TxFailure stranger = TxFailure.in(
                            Phase.CONNECT,
                            "Expected a pool of the Vert.x PostgreSQL client (io.vertx.pgclient), but the pool "
                                    + origin.getClass().getName() + " returned "
                                    + (connection == null
                                            ? "no connection"
                                            : "a " + connection.getClass().getName()))
                    .build();
            return connection == null
                    ? Future.failedFuture(stranger)
                    : connection.close().transform(given -> Future.failedFuture(stranger));
        }
        Wire wire = new Wire(postgres, Vertx.currentContext());
        return Identification.of(postgres, wire)
                .<AsyncTxSession>map(database -> new VertxTxSession(wire, wire.named(database)))
                .recover(failure -> Future.fromCompletionStage(wire.close())
                        .transform(given -> Future.failedFuture(Failures.connecting(failure))));
    }

    @Override
    public CompletionStage<Database> database() {
        return CompletableFuture.completedStage(database);
    }

    @Override
    public CompletionStage<TxResult> run(TxScript script) {
        return answered(() -> {
            Results results = new Results();
            Future<Void> sent = Future.succeededFuture();
            for (TxPart part : TxPart.of(script)) {
                sent = sent.compose(before -> send(part, script, results));
            }
            return sent.compose(all -> leftOpen(script)).map(all -> results.result());
        });
    }

    @Override
    public boolean sendsBatches() {
        return true;
    }

    @Override
    public CompletionStage<@Nullable Void> run(TxBatch batch, Runnable committed) {
        return answered(() -> {
            Answers answers = new Answers(false, number -> {
                if (batch.isCommit(number)) {
                    committed.run();
                }
            });
            return wire.exchange(batch.sql(), answers)
                    .transform((results, failure) -> failure == null
                            ? understood(batch, answers.count())
                            : failure instanceof PgException server
                                    ? refused(batch, server, answers.count(), false)
                                            .compose(refusal -> failed(refusal, true))
                                    : unanswered(lost -> refused(batch, lost, answers.count(), true), failure));
        });
    }

    /** A message ends at its first error: COMMIT is never reached in a failed transaction, see the other method. */
    private Future<Void> understood(TxBatch batch, int answered) {
        if (wire.foundNoTransaction()) {
            log.warn("The script's transaction had ended before its COMMIT");
        }
        return answered == batch.answers()
                ? Future.succeededFuture()
                : unanswered(
                        lost -> refused(batch, lost, answered, true),
                        new IllegalStateException("Unexpected answer from the server"));
    }

    private static Future<TxFailure.Builder> refused(TxBatch batch, PgException server, int answered, boolean lost) {
        return Workers.call(() -> Failures.details(
                batch.refused(Failures.text(server), answered, Failures.position(server), lost), server));
    }

    @Override
    public CompletionStage<@Nullable Void> run(TxCode code) {
        CodeCall call = new CodeCall(code);
        return answered(() -> send(code.first(), false, true, new Results())
                .compose(begun -> wire.call(call).recover(thrown -> ended(call, thrown)))
                .compose(done -> send(code.last(), false, true, new Results())));
    }

    /** What to do at the end of code that has failed: nothing of it remains, unless it has committed it itself. */
    private Future<Void> ended(CodeCall call, Throwable thrown) {
        if (thrown instanceof TxFailure known) {
            return Future.failedFuture(known);
        }
        return wire.exchange(TxCode.ROLLBACK, new Answers(false))
                .transform((answers, failure) -> failure == null
                        ? failed(call.failed(thrown), true)
                        : failure instanceof PgException refusal
                                ? failed(
                                        TxCode.isEnded(refusal.getSqlState())
                                                ? call.code()
                                                        .ended(Failures.text(refusal), refusal.getSqlState(), thrown)
                                                : call.failed(thrown),
                                        true)
                                : unanswered(call.code().last(), 0, thrown));
    }

    private <R extends @Nullable Object> CompletionStage<R> answered(Supplier<Future<R>> work) {
        Promise<R> answer = Promise.promise();
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the session is closed");
            }
            if (givenUp) {
                return Future.<R>failedFuture(lostByGivingUp()).toCompletionStage();
            }
            underWay = answer;
        }
        work.get().eventually(this::letCancellationPass).onComplete((result, failure) -> {
            synchronized (this) {
                underWay = null;
            }
            if (failure == null) {
                answer.tryComplete(result);
            } else {
                answer.tryFail(failure);
            }
        });
        return answer.future().toCompletionStage();
    }

    private Future<Void> send(TxPart part, TxScript script, Results results) {
        if (!(part instanceof TxPart.Message message)) {
            return failed(
                    TxFailure.in(Phase.STATEMENT, "The Vert.x PostgreSQL client cannot send the rows of a COPY")
                            .statement(part.first()),
                    mayLeaveOpen(script));
        }
        // The results of a script's queries are not needed, and may be larger than the heap.
        return send(message, script.mode() == Mode.AUTOCOMMIT, mayLeaveOpen(script), results);
    }

    private Future<Void> send(TxPart.Message message, boolean keepRows, boolean mayLeaveOpen, Results results) {
        // The server does not answer an empty message, and the client would wait for an answer forever.
        if (message.text().answers() == 0) {
            results.add(message, List.of(), List.of());
            return Future.succeededFuture();
        }
        Answers answers = new Answers(keepRows);
        return wire.exchange(message.text().sql(), answers)
                .transform((rows, failure) -> failure == null
                        ? understood(message, answers, rows, results)
                        : failure instanceof PgException server
                                ? refused(message, server, answers.count(), false)
                                        .compose(refusal -> failed(refusal, mayLeaveOpen))
                                : unanswered(message, answers.count(), failure));
    }

    /**
     * The server has executed everything that was sent. The client would not report that the server answered COMMIT
     * with ROLLBACK, as it does at the end of a failed transaction. But a message ends at its first error, so COMMIT is
     * never reached in a failed transaction.
     */
    private Future<Void> understood(TxPart.Message part, Answers answers, List<Rows> rows, Results results) {
        int answered = answers.count();
        if (answered != part.text().answers() || answered != rows.size()) {
            return unanswered(part, answered, new IllegalStateException("Unexpected answer from the server"));
        }
        if (part.commits() && wire.foundNoTransaction()) {
            log.warn("The script's transaction had ended before its COMMIT");
        }
        results.add(part, rows, answers.changed());
        return Future.succeededFuture();
    }

    /** Counts the characters before the error, on a worker, since this takes long in a large script. */
    private static Future<TxFailure.Builder> refused(
            TxPart.Message part, PgException server, int answered, boolean lost) {
        return Workers.call(() -> Failures.details(
                part.refused(Failures.text(server), answered, Failures.position(server), lost), server));
    }

    /** The answer did not arrive. The connection cannot tell the outcome any more. */
    private Future<Void> unanswered(TxPart.Message part, int answered, Throwable failure) {
        return unanswered(lastWords -> refused(part, lastWords, answered, true), failure);
    }

    private Future<Void> unanswered(Function<PgException, Future<TxFailure.Builder>> refused, Throwable failure) {
        wire.abandon();
        PgException lastWords = wire.lastWords();
        return lastWords == null
                ? Future.failedFuture(TxFailure.in(Phase.UNANSWERED, Failures.text(failure))
                        .sessionLost(true)
                        .cause(failure)
                        .build())
                : refused.apply(lastWords).compose(refusal -> Future.failedFuture(refusal.build()));
    }

    /** A definite failure: ends the transaction, which makes the session usable again. */
    private Future<Void> failed(TxFailure.Builder failure, boolean mayLeaveOpen) {
        Future<Wire.Rollback> ended =
                mayLeaveOpen ? wire.rollback(database) : Future.succeededFuture(Wire.Rollback.NOTHING);
        return ended.compose(end -> Future.failedFuture(
                failure.sessionLost(end == Wire.Rollback.LOST).build()));
    }

    /** Called after success. In a transaction, COMMIT was the last statement. */
    private Future<Void> leftOpen(TxScript script) {
        return script.mode() == Mode.TRANSACTION || !mayLeaveOpen(script)
                ? Future.succeededFuture()
                : wire.rollbackAfterSuccess(database).compose(end -> switch (end) {
                    case NOTHING -> Future.succeededFuture();
                    case DONE ->
                        Future.failedFuture(
                                TxFailure.in(Phase.COMMIT, "The script left a transaction open; it was rolled back")
                                        .build());
                    case LOST ->
                        Future.failedFuture(TxFailure.in(Phase.UNANSWERED, "The connection was lost after the script")
                                .sessionLost(true)
                                .build());
                });
    }

    private static boolean mayLeaveOpen(TxScript script) {
        return script.mode() == Mode.TRANSACTION
                || script.statements().stream()
                        .anyMatch(
                                statement -> MAY_BEGIN.matcher(statement.sql()).find());
    }

    @Override
    public synchronized void cancel() {
        if (underWay != null && cancellation == null && !givenUp && knowsCancelRequests()) {
            cancellation = wire.cancel();
        }
    }

    /** CockroachDB sends a key for them from 22.1 on. A connection pooler may announce a negative process. */
    private boolean knowsCancelRequests() {
        return wire.backend() != 0 && (!database.isCockroach() || database.isAtLeast(22, 1));
    }

    /** Called after a cancel request, which may have been too late: it must not cancel the next statement. */
    private synchronized Future<Void> letCancellationPass() {
        Future<Void> request = cancellation;
        if (request == null) {
            return Future.succeededFuture();
        }
        return wire.letPass(request).onComplete(passed -> {
            synchronized (this) {
                cancellation = null;
            }
        });
    }

    @Override
    public void abort() {
        Promise<?> waiting;
        synchronized (this) {
            if (closed || givenUp) {
                return;
            }
            givenUp = true;
            waiting = underWay;
            wire.abandon();
        }
        wire.end();
        if (waiting != null) {
            waiting.tryFail(lostByGivingUp());
        }
    }

    private static TxFailure lostByGivingUp() {
        return TxFailure.in(Phase.UNANSWERED, "The connection was aborted before the server answered")
                .sessionLost(true)
                .build();
    }

    /** CockroachDB has no process per session: it reports 0 or the node's number. */
    @Override
    public OptionalInt backend() {
        int process = wire.backend();
        return process == 0 || database.isCockroach() ? OptionalInt.empty() : OptionalInt.of(process);
    }

    @Override
    public void onMessage(Consumer<ServerMessage> receiver) {
        wire.onMessage(receiver);
    }

    @Override
    public CompletionStage<Void> close() {
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedStage(null);
            }
            closed = true;
            if (underWay != null) {
                wire.abandon();
            }
        }
        return wire.close();
    }
}
