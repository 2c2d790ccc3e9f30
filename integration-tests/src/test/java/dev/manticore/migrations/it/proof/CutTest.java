package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The connection is cut before and after each message that goes by, in either direction. */
class CutTest {
    private static final int SAMPLE = 25;

    /** Where to cut: the connection's messages are counted over all connections of a run, each direction by itself. */
    private record Cut(Frame.Sender sender, int index, boolean before) {}

    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "BLOCKING, false", "NON_BLOCKING, true", "NON_BLOCKING, false"})
    void everyCutIsMended(Colour colour, boolean up) throws InterruptedException {
        long seed = Proof.seed();
        try (Bench bench = Bench.of(colour, up)) {
            Map<Frame.Sender, Integer> messages = count(bench);
            List<Cut> cuts = Proof.sample(cuts(messages), SAMPLE, seed);
            Tally tally = Tally.of(
                    CutTest.class,
                    "%s %s, %s messages, seed %d: cuts".formatted(colour, up ? "migrate" : "rollback", messages, seed),
                    cuts.stream()
                            .map(cut -> new Tally.Trial(cut.toString(), () -> cut(bench, cut)))
                            .toList());

            assertThat(String.join("\n\n", tally.others())).isEmpty();
            // A renewal more or less, where a machine is slow.
            assertThat(tally.missed()).isLessThanOrEqualTo(Math.max(1, cuts.size() / 50));
        }
    }

    private static List<Cut> cuts(Map<Frame.Sender, Integer> messages) {
        List<Cut> cuts = new ArrayList<>();
        messages.forEach((sender, count) -> {
            for (int i = 0; i < count; i++) {
                cuts.add(new Cut(sender, i, true));
                cuts.add(new Cut(sender, i, false));
            }
        });
        return cuts;
    }

    /** How many messages go by where nothing is cut. */
    private static Map<Frame.Sender, Integer> count(Bench bench) {
        Map<Frame.Sender, Integer> counts = new EnumMap<>(Frame.Sender.class);
        for (Frame.Sender sender : Frame.Sender.values()) {
            AtomicInteger seen = new AtomicInteger();
            Bench.Outcome outcome = bench.disturb(proxy -> proxy.watch(frame -> {
                if (frame.sender() == sender) {
                    seen.incrementAndGet();
                }
            }));
            assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
            counts.put(sender, seen.get());
        }
        return counts;
    }

    private static Bench.@Nullable Outcome cut(Bench bench, Cut cut) {
        AtomicReference<Fault> fault = new AtomicReference<>();
        Bench.Outcome outcome = bench.disturb(proxy -> fault.set(lay(proxy, cut)));
        return Objects.requireNonNull(fault.get()).happened() ? outcome : null;
    }

    private static Fault lay(WireProxy proxy, Cut cut) {
        AtomicInteger seen = new AtomicInteger();
        Predicate<Frame> at = frame -> frame.sender() == cut.sender() && seen.getAndIncrement() == cut.index();
        return cut.before() ? proxy.cutBefore(at) : proxy.cutAfter(at);
    }
}
