package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.api.Api;
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

/** Shows that each migration is applied once when the connection is cut before or after any message of a run. */
class ConnectionCutProof {
    private static final int SAMPLE = 12;

    /** Where to cut: the connection's messages are counted over all connections of a run, each direction by itself. */
    private record Cut(Frame.Sender sender, int index, boolean before) {}

    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "BLOCKING, false", "NON_BLOCKING, true", "NON_BLOCKING, false"})
    void everyCutIsMended(Api api, boolean up) throws InterruptedException {
        long seed = ProofRun.seed();
        try (FaultInjector injector = FaultInjector.of(api, up)) {
            Map<Frame.Sender, Integer> messages = count(injector);
            List<Cut> cuts = ProofRun.sample(cuts(messages), SAMPLE, seed);
            OutcomeCounts counts = OutcomeCounts.of(
                    ConnectionCutProof.class,
                    "%s %s, %s messages, seed %d: cuts".formatted(api, up ? "migrate" : "rollback", messages, seed),
                    cuts.stream()
                            .map(cut -> new OutcomeCounts.Trial(cut.toString(), () -> cut(injector, cut)))
                            .toList());

            assertThat(String.join("\n\n", counts.others())).isEmpty();
            // A renewal more or less, where a machine is slow.
            assertThat(counts.missed()).isLessThanOrEqualTo(Math.max(1, cuts.size() / 50));
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
    private static Map<Frame.Sender, Integer> count(FaultInjector injector) {
        Map<Frame.Sender, Integer> counts = new EnumMap<>(Frame.Sender.class);
        for (Frame.Sender sender : Frame.Sender.values()) {
            AtomicInteger seen = new AtomicInteger();
            FaultInjector.Outcome outcome = injector.run(proxy -> proxy.watch(frame -> {
                if (frame.sender() == sender) {
                    seen.incrementAndGet();
                }
            }));
            assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
            counts.put(sender, seen.get());
        }
        return counts;
    }

    private static FaultInjector.@Nullable Outcome cut(FaultInjector injector, Cut cut) {
        AtomicReference<Fault> fault = new AtomicReference<>();
        FaultInjector.Outcome outcome = injector.run(proxy -> fault.set(injectInto(proxy, cut)));
        return Objects.requireNonNull(fault.get()).happened() ? outcome : null;
    }

    private static Fault injectInto(WireProxy proxy, Cut cut) {
        AtomicInteger seen = new AtomicInteger();
        Predicate<Frame> at = frame -> frame.sender() == cut.sender() && seen.getAndIncrement() == cut.index();
        return cut.before() ? proxy.cutBefore(at) : proxy.cutAfter(at);
    }
}
