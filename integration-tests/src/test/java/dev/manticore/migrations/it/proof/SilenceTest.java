package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's answer is held back for ever, and the connection stays open: nobody says that anything is wrong. */
class SilenceTest {
    private static final int SAMPLE = 4;
    private static final int LARGER_SAMPLE = 40;

    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "BLOCKING, false", "NON_BLOCKING, true", "NON_BLOCKING, false"})
    void silenceIsNotWaitedForForEver(Colour colour, boolean up) throws InterruptedException {
        long start = System.nanoTime();
        long seed = Proof.seed();
        try (Bench bench = Bench.of(colour, up)) {
            List<Integer> messages =
                    IntStream.range(0, count(bench)).boxed().collect(Collectors.toCollection(ArrayList::new));
            Collections.shuffle(messages, new Random(seed));
            List<Tally.Trial> trials = messages.subList(0, Proof.isFull() ? LARGER_SAMPLE : SAMPLE).stream()
                    .map(index -> new Tally.Trial("message " + index + " held", () -> hold(bench, index)))
                    .toList();
            Tally tally = Tally.of(trials);
            Proof.report(
                    SilenceTest.class,
                    "%s %s, seed %d: held, of %d, %s in %d s; in doubt: %s"
                            .formatted(
                                    colour,
                                    up ? "migrate" : "rollback",
                                    seed,
                                    messages.size(),
                                    tally,
                                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                                    tally.doubts()));

            assertThat(String.join("\n\n", tally.others())).isEmpty();
            assertThat(tally.missed()).isZero();
        }
    }

    /** How many messages the server sends behind the connection's start, which is the driver's alone. */
    private static int count(Bench bench) {
        AtomicInteger seen = new AtomicInteger();
        Answers answers = new Answers();
        bench.disturb(proxy -> proxy.cutBefore(frame -> {
            if (answers.isOne(frame)) {
                seen.incrementAndGet();
            }
            return false;
        }));
        return seen.get();
    }

    private static Bench.@Nullable Outcome hold(Bench bench, int index) {
        AtomicInteger seen = new AtomicInteger();
        Answers answers = new Answers();
        AtomicReference<Fault> fault = new AtomicReference<>();
        Bench.Outcome outcome = bench.disturb(
                proxy -> fault.set(proxy.hold(frame -> answers.isOne(frame) && seen.getAndIncrement() == index)));
        return Objects.requireNonNull(fault.get()).happened() ? outcome : null;
    }

    /** Tells the answers to what a run asks from those to what a driver does while it connects. */
    private static final class Answers {
        private volatile boolean asked;

        boolean isOne(Frame frame) {
            if (frame.isFrom(Frame.Sender.CLIENT, 'Q')) {
                asked = true;
            }
            return asked && frame.sender() == Frame.Sender.SERVER;
        }
    }
}
