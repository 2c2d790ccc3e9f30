package dev.manticore.migrations.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows when an idle server process means that the answer to a command was lost. */
class LostAnswerTest {
    private static boolean isTold(Rows rows, int waited, int longestRest) {
        return LostAnswer.isTold(rows, Duration.ofMillis(waited), Duration.ofMillis(longestRest));
    }

    /** While Java code computes, its server process is idle in the transaction. */
    @Test
    void aProcessThatMayRestInItsTransactionIsAskedForOutsideOfIt() {
        assertThat(LostAnswer.question(7, false)).endsWith("pid = 7 AND state LIKE 'idle%'");
        assertThat(LostAnswer.question(7, true)).endsWith("pid = 7 AND state = 'idle'");
    }

    @Test
    void aProcessThatWorksOrIsNotToBeSeenTellsNothing() {
        assertThat(isTold(new Rows(List.of("idle_ms"), List.of()), 60_000, 5000))
                .isFalse();
        assertThat(isTold(Rows.NONE, 60_000, 5000)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 4999, false, its answer may still be on its way",
        "10000, 5000, true, it has been done for a while",
        "10000, 9999, true, it was done at once",
        "10000, 60000, true, it never came there",
        "4999, 60000, false, it was sent only now"
    })
    void isToldByAProcessThatHasRestedWhileTheCommandWasWaitedFor(int waited, int idle, boolean lost, String why) {
        Rows rows = new Rows(List.of("idle_ms"), List.of(List.of(String.valueOf(idle))));

        assertThat(isTold(rows, waited, 5000)).as(why).isEqualTo(lost);
    }

    /** The server's process has nothing to do while a long script is on its way. */
    @Test
    void aLongCommandMayTakeLongerToComeThere() {
        assertThat(LostAnswer.longestRest(1000)).isEqualTo(Duration.ofMillis(5020));
        assertThat(LostAnswer.longestRest(100_000_000)).isGreaterThan(Duration.ofMinutes(30));
    }
}
