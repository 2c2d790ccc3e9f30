package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.it.colour.Colour;
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

/** The server's answer is held back for ever, and the connection stays open: nobody says that anything is wrong. */
class HeldAnswerTest {
    /** As many as wait at a time: each waits for five seconds. */
    private static final int SAMPLE = 4;

    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "BLOCKING, false", "NON_BLOCKING, true", "NON_BLOCKING, false"})
    void isNotWaitedForForEver(Colour colour, boolean up) throws InterruptedException {
        long seed = Proof.seed();
        try (Bench bench = Bench.of(colour, up)) {
            List<SentMessage> all = bench.messages();
            List<SentMessage> messages = Proof.sample(all, SAMPLE, seed);
            Tally tally = Tally.of(
                    HeldAnswerTest.class,
                    "%s %s, seed %d: held, of %d,".formatted(colour, up ? "migrate" : "rollback", seed, all.size()),
                    messages.stream()
                            .map(message ->
                                    new Tally.Trial("answer held to " + message.text(), () -> hold(bench, message)))
                            .toList());

            assertThat(String.join("\n\n", tally.others())).isEmpty();
            assertThat(tally.missed()).isZero();
        }
    }

    private static Bench.@Nullable Outcome hold(Bench bench, SentMessage message) {
        AtomicReference<Fault> fault = new AtomicReference<>();
        Bench.Outcome outcome = bench.disturb(proxy -> fault.set(hold(proxy, message)));
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

    /** Whether a run finds out by itself what became of it. */
    private static boolean isFoundOut(SentMessage message) {
        return message.part() != SentMessage.Part.ALONE
                || message.line(0).orElseThrow().carriedOut() == null;
    }

    private static Fault hold(WireProxy proxy, SentMessage message) {
        AtomicBoolean asked = new AtomicBoolean();
        proxy.watch(frame -> {
            String sql = frame.sql();
            if (sql != null && message.isSameAs(sql)) {
                asked.set(true);
            }
        });
        return proxy.hold(frame -> asked.get() && frame.sender() == Frame.Sender.SERVER);
    }
}
