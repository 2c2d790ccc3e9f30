package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that a run ends when the server's answer to any of its messages never arrives on an open connection. */
class MissingAnswerProof {
    /** As many as wait at a time: each waits for five seconds. */
    private static final int SAMPLE = 4;

    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "BLOCKING, false", "NON_BLOCKING, true", "NON_BLOCKING, false"})
    void isNotWaitedForForEver(Api api, boolean up) throws InterruptedException {
        long seed = ProofRun.seed();
        try (FaultInjector injector = FaultInjector.of(api, up)) {
            List<SentMessage> all = injector.messages();
            List<SentMessage> messages = ProofRun.sample(all, SAMPLE, seed);
            OutcomeCounts counts = OutcomeCounts.of(
                    MissingAnswerProof.class,
                    "%s %s, seed %d: held, of %d,".formatted(api, up ? "migrate" : "rollback", seed, all.size()),
                    messages.stream()
                            .map(message -> new OutcomeCounts.Trial(
                                    "answer held to " + message.text(), () -> hold(injector, message)))
                            .toList());

            assertThat(String.join("\n\n", counts.others())).isEmpty();
            assertThat(counts.missed()).isZero();
        }
    }

    private static FaultInjector.@Nullable Outcome hold(FaultInjector injector, SentMessage message) {
        AtomicReference<Fault> fault = new AtomicReference<>();
        FaultInjector.Outcome outcome = injector.run(proxy -> fault.set(hold(proxy, message)));
        if (!Objects.requireNonNull(fault.get()).happened()) {
            return null;
        }
        if (message.part() == SentMessage.Part.READING && outcome.failure() != null) {
            // Nothing was begun.
            assertThat(outcome.failure())
                    .isInstanceOf(DatabaseUnreachableException.class)
                    .hasMessageContaining("no answer in");
        } else if (isFoundOut(message)) {
            assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
        } else {
            // Where it takes long, the answer to a renewal comes first, and is held in its place.
            assertThat(outcome.verdict()).isIn(Verdict.IN_DOUBT, Verdict.BY_ITSELF);
        }
        return outcome;
    }

    /** Whether a run can find out the outcome of the message by itself. */
    private static boolean isFoundOut(SentMessage message) {
        return message.part() != SentMessage.Part.ALONE
                || message.line(0).orElseThrow().carriedOut() == null;
    }

    private static Fault hold(WireProxy proxy, SentMessage message) {
        AtomicBoolean asked = new AtomicBoolean();
        proxy.watch(frame -> {
            String sql = frame.sql();
            if (sql != null && message.isIn(sql)) {
                asked.set(true);
            }
        });
        return proxy.hold(frame -> asked.get() && frame.sender() == Frame.Sender.SERVER);
    }
}
