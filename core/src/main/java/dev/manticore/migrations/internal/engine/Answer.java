package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is waited for without a thread, for no longer than its limit. Once it has been given up, the connection
 * is, too, and what still arrives is of no account.
 */
final class Answer<A> {
    private final AsyncTxSession session;
    private final CompletableFuture<A> stage = new CompletableFuture<>();
    private final CompletableFuture<Void> timer = new CompletableFuture<>();

    /** Waits from now on. */
    Answer(AsyncTxSession session, @Nullable Duration limit) {
        this.session = session;
        if (limit != null) {
            CompletionStage<Void> limited = timer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
            limited.whenComplete((arrived, late) -> {
                if (late != null) {
                    giveUp("no answer in " + Text.seconds(limit));
                }
            });
        }
    }

    CompletionStage<A> stage() {
        return stage;
    }

    void arrived(A reply, @Nullable Throwable failure) {
        timer.complete(null);
        if (failure == null) {
            stage.complete(reply);
        } else {
            stage.completeExceptionally(failure);
        }
    }

    /** Gives the connection up, unless the answer is there. */
    void giveUp(String reason) {
        TxFailure givenUp = TxFailure.in(TxFailure.Phase.UNANSWERED, reason)
                .sessionLost(true)
                .build();
        if (stage.completeExceptionally(givenUp)) {
            timer.complete(null);
            session.abort();
        }
    }
}
