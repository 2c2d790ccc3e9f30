package dev.manticore.migrations.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxResult;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LostAnswerTest {
    private static final TxResult WORKING = seen("1");
    private static final TxResult IDLE = seen("0");
    private static final TxResult NOT_ASKED = new TxResult(List.of(Rows.NONE));

    private final LostAnswer lostAnswer = new LostAnswer();

    private static TxResult seen(String working) {
        return new TxResult(List.of(Rows.NONE, new Rows(List.of("working"), List.of(List.of(working)))));
    }

    private boolean after(TxResult seen, long seconds) {
        return lostAnswer.after(seen, TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void isOneOfAProcessThatWorkedAndHasBeenIdleForAWhile() {
        assertThat(after(WORKING, 0)).isFalse();
        assertThat(after(IDLE, 10)).isFalse();
        assertThat(after(IDLE, 14)).isFalse();
        assertThat(after(IDLE, 15)).isTrue();
    }

    @Test
    void isNotOneOfAProcessThatWasNeverSeenAtWork() {
        assertThat(after(IDLE, 0)).isFalse();
        assertThat(after(IDLE, 100)).isFalse();
    }

    @Test
    void isNotOneOfAProcessThatWorksAgain() {
        assertThat(after(WORKING, 0)).isFalse();
        assertThat(after(IDLE, 10)).isFalse();
        assertThat(after(WORKING, 14)).isFalse();
        assertThat(after(IDLE, 18)).isFalse();
        assertThat(after(IDLE, 23)).isTrue();
    }

    @Test
    void isNotKnownOfWhereTheServerIsNotAsked() {
        assertThat(after(NOT_ASKED, 0)).isFalse();
        assertThat(after(NOT_ASKED, 100)).isFalse();
    }
}
