package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.support.Fault;
import dev.manticore.migrations.support.Frame;
import dev.manticore.migrations.support.WireProxy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's answer is held back for ever, and the connection stays open: nobody says that anything is wrong. */
class SilenceTest {
    private static final int SAMPLE = 1;

    /** Messages of a script take as long as they take; that they are done is seen if they were seen at work. */
    private static final Set<SentMessage.Part> MADE_SLOW =
            EnumSet.of(SentMessage.Part.ATOMIC, SentMessage.Part.TOGETHER);

    private static final String SLEEP = "DO $sleep$ BEGIN PERFORM pg_sleep(1.5); END $sleep$;\n";

    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "BLOCKING, false", "NON_BLOCKING, true", "NON_BLOCKING, false"})
    void silenceIsNotWaitedForForEver(Colour colour, boolean up) throws InterruptedException {
        long start = System.nanoTime();
        long seed = Proof.seed();
        try (Bench bench = Bench.of(colour, up)) {
            // What commits alone cannot be made slow by a message that is sent in its place.
            List<SentMessage> all = RefusalTest.messages(bench).stream()
                    .filter(message -> message.part() != SentMessage.Part.ALONE)
                    .toList();
            List<SentMessage> messages = Proof.sample(all, SAMPLE, seed);
            Tally tally = Tally.of(messages.stream()
                    .map(message -> new Tally.Trial("answer held to " + message.text(), () -> hold(bench, message)))
                    .toList());
            Proof.report(
                    SilenceTest.class,
                    "%s %s, seed %d: held, of %d, %s in %d s; in doubt: %s"
                            .formatted(
                                    colour,
                                    up ? "migrate" : "rollback",
                                    seed,
                                    all.size(),
                                    tally,
                                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                                    tally.doubts()));

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
        } else {
            assertThat(outcome.verdict()).isEqualTo(Verdict.BY_ITSELF);
        }
        return outcome;
    }

    private static Fault hold(WireProxy proxy, SentMessage message) {
        AtomicBoolean asked = new AtomicBoolean();
        // Looks on, and lets everything pass.
        proxy.cutBefore(frame -> {
            if (is(frame, message)) {
                asked.set(true);
            }
            return false;
        });
        if (MADE_SLOW.contains(message.part())) {
            proxy.rewrite(frame -> is(frame, message), sent -> {
                String sql = Objects.requireNonNull(sent.sql());
                return Frame.query(SentMessage.replace(
                        sql, 1, SLEEP + SentMessage.statements(sql).get(1)));
            });
        }
        // While a slow one is under way, the lease is renewed on another connection, which is answered.
        Predicate<Frame> first = MADE_SLOW.contains(message.part())
                ? Frame.answer("BEGIN")
                : frame -> frame.sender() == Frame.Sender.SERVER;
        return proxy.hold(frame -> asked.get() && first.test(frame));
    }

    private static boolean is(Frame frame, SentMessage message) {
        String sql = frame.sql();
        return sql != null && message.isSameAs(sql);
    }
}
