package dev.manticore.migrations.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostAnswerTest {
    private static boolean isTold(Rows rows, int asked, int answered) {
        return LostAnswer.isTold(rows, Duration.ofMillis(asked), Duration.ofMillis(answered));
    }

    private static Rows idle(int millis) {
        return new Rows(List.of("idle_ms"), List.of(List.of(String.valueOf(millis))));
    }

    @Test
    void aProcessThatWorksOrIsNotToBeSeenTellsNothing() {
        assertThat(isTold(new Rows(List.of("idle_ms"), List.of()), 60_000, 60_001))
                .isFalse();
        assertThat(isTold(Rows.NONE, 60_000, 60_001)).isFalse();
    }

    /** The question takes 20 ms there and back; the command took no time. */
    @ParameterizedTest
    @CsvSource({
        "10000, 4999, false, its answer may still be on its way",
        "10000, 5000, true, it was done some time after the command was sent",
        "10000, 10005, true, it was done at once",
        "10000, 10011, false, it has had nothing to do since before: it has not got the command",
        "4000, 4000, false, the command was sent only now"
    })
    void itsRestCountsSinceTheCommandWasSent(int asked, int idle, boolean lost, String why) {
        assertThat(isTold(idle(idle), asked, asked + 20)).as(why).isEqualTo(lost);
    }
}
