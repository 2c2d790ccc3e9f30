package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.support.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The server's errors that have a meaning of their own, at every statement that a run sends. */
class RefusalTest {
    private static final int SAMPLE = 20;

    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "BLOCKING, false", "NON_BLOCKING, true", "NON_BLOCKING, false"})
    void everyErrorIsTakenForWhatItMeans(Colour colour, boolean up) throws InterruptedException {
        long seed = Proof.seed();
        try (Bench bench = Bench.of(colour, up)) {
            List<Refusal> all = refusals(bench.messages());
            List<Refusal> refusals = Proof.sample(all, SAMPLE, seed);
            Tally tally = Tally.of(
                    RefusalTest.class,
                    "%s %s, seed %d: injected, of %d,".formatted(colour, up ? "migrate" : "rollback", seed, all.size()),
                    refusals.stream()
                            .map(refusal -> new Tally.Trial(refusal.toString(), () -> inject(bench, refusal)))
                            .toList());

            assertThat(String.join("\n\n", tally.others())).isEmpty();
            assertThat(tally.missed()).isZero();
        }
    }

    /** A serialization failure that comes again each time. */
    @ParameterizedTest
    @EnumSource(Colour.class)
    void aSerializationFailureThatDoesNotEndIsGivenUp(Colour colour) {
        try (Bench bench = Bench.of(colour, true)) {
            SentMessage fourth = bench.messages().stream()
                    .filter(message -> message.text().contains("'V4'"))
                    .findFirst()
                    .orElseThrow();
            List<Fault> faults = new ArrayList<>();
            Bench.Outcome outcome = bench.disturb(proxy -> {
                for (int i = 0; i < 100; i++) {
                    faults.add(new Refusal(fourth, 2, "40001", Refusal.Way.RAISED).lay(proxy));
                }
            });

            assertThat(outcome.verdict()).isEqualTo(Verdict.BY_THE_NEXT_RUN);
            assertThat(outcome.failure())
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("40001");
            assertThat(faults.stream().filter(Fault::happened).count()).isEqualTo(8);
        }
    }

    private static List<Refusal> refusals(List<SentMessage> messages) {
        List<Refusal> refusals = new ArrayList<>();
        for (SentMessage message : messages) {
            for (int statement = 0; statement < message.statements().size(); statement++) {
                for (Refusal.Meaning meaning : Refusal.Meaning.values()) {
                    for (String state : meaning.states()) {
                        for (Refusal.Way way : meaning.ways()) {
                            refusals.add(new Refusal(message, statement, state, way));
                        }
                    }
                }
            }
        }
        return refusals;
    }

    private static Bench.@Nullable Outcome inject(Bench bench, Refusal refusal) {
        AtomicReference<Fault> fault = new AtomicReference<>();
        Bench.Outcome outcome = bench.disturb(
                proxy -> fault.set(refusal.lay(proxy)),
                refusal.meaning() == Refusal.Meaning.PARTIAL ? refusal::settle : null);
        if (!Objects.requireNonNull(fault.get()).happened()) {
            return null;
        }
        try {
            refusal.check(outcome);
        } catch (AssertionError unexpected) {
            throw new AssertionError(
                    unexpected.getMessage() + "\nfailure: " + outcome.failure() + "\nevents: " + outcome.events(),
                    unexpected);
        }
        return outcome;
    }
}
