package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.AsyncTxSession;
import dev.manticore.migrations.spi.TxResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What applies to stages only. */
interface StageCases extends RunnerHooks {
    Duration PATIENCE = Duration.ofSeconds(5);

    AsyncTxRunner asyncRunner();

    @Test
    default void runDoesNotBlockItsCaller() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("it has no advisory locks to make a statement wait");
            trial.session().close();
            AsyncTxSession session = Stages.await("open()", asyncRunner()::open);
            trial.hold();
            CompletionStage<TxResult> stage;
            try {
                stage = returned("run(..)", () -> session.run(Scripts.transaction(Trial.waiting())));
            } finally {
                trial.letGo();
            }
            Stages.await("run(..)", () -> stage);
            Stages.awaitNothing("close()", session::close);
        }
    }

    @Test
    default void openDoesNotBlockItsCallerWhileThePoolIsEmpty() throws Exception {
        try (Trial trial = Trial.of(this)) {
            // The pool's only connection is the trial's.
            CompletionStage<AsyncTxSession> stage = returned("open()", asyncRunner()::open);
            trial.session().close();
            AsyncTxSession session = Stages.await("open()", () -> stage);
            Stages.awaitNothing("close()", session::close);
        }
    }

    @Test
    default void eachStageCompletesOnce() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.session().close();
            AsyncTxSession session = Stages.await("open()", asyncRunner()::open);
            for (String statement : List.of("SELECT 1", "SELECT 1 / 0")) {
                List<String> calls = new CopyOnWriteArrayList<>();
                CompletionStage<TxResult> stage = session.run(Scripts.transaction(statement));
                stage.whenComplete((result, failure) -> calls.add("whenComplete"));
                stage.thenCompose(result -> CompletableFuture.completedStage(calls.add("thenCompose")));
                CompletionStage<Boolean> handled = stage.handle((result, failure) -> calls.add("handle"));
                Stages.await("run(..)", () -> handled);
                Stages.await("run(..)", () -> session.run(Scripts.autocommit("SELECT 2")));

                assertThat(calls)
                        .as("what the stage of %s called, each once; and nothing goes on from a failure", statement)
                        .containsExactlyInAnyOrderElementsOf(
                                statement.equals("SELECT 1")
                                        ? List.of("whenComplete", "thenCompose", "handle")
                                        : List.of("whenComplete", "handle"));
            }
            Stages.awaitNothing("close()", session::close);
        }
    }

    @Test
    default void theNextCallMayComeFromTheStageBefore() throws Exception {
        try (Trial trial = Trial.of(this)) {
            trial.session().close();
            CompletionStage<Void> all = asyncRunner()
                    .open()
                    .thenCompose(session -> session.run(Scripts.autocommit("CREATE TABLE testkit.t (id INT)"))
                            .thenCompose(made -> session.run(Scripts.transaction("INSERT INTO testkit.t VALUES (1)")))
                            .thenCompose(done -> session.run(Scripts.transaction("INSERT INTO testkit.t VALUES (2)")))
                            .thenCompose(done -> session.database())
                            .thenCompose(done -> session.close()));
            Stages.awaitNothing("a chain of calls", () -> all);

            assertThat(trial.count("testkit.t"))
                    .as("rows of a chain in which each call is made by the thread that completed the one before")
                    .isEqualTo(2);
        }
    }

    private static <T> CompletionStage<T> returned(String call, Supplier<CompletionStage<T>> asked) throws Exception {
        return Later.of(() -> Stages.begin(call, asked))
                .get(
                        PATIENCE,
                        call + " blocked its caller: it did not return within " + PATIENCE.toSeconds()
                                + " s, while its answer was being waited for. Return a stage, and complete it later.");
    }
}
