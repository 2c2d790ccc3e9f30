package dev.manticore.migrations.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.LockWait.Blocker;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Shows when the server is asked who blocks a command, and when that is told, by a clock of its own. */
class LockWatchTest {
    private static final List<String> COLUMNS =
            List.of("waited", "pid", "usename", "application_name", "backend_type", "state", "query", "since");

    private final AtomicLong nanoTime = new AtomicLong(17);
    private final List<LockWait> told = new ArrayList<>();
    private LockWatch watch = new LockWatch(nanoTime::get, null, told::add);

    private void pass(long millis) {
        nanoTime.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private static Rows blockedFor(long millis, Integer... processes) {
        return new Rows(
                COLUMNS,
                Arrays.stream(processes)
                        .map(process -> Arrays.asList(
                                String.valueOf(millis * 1000),
                                String.valueOf(process),
                                "shop",
                                "psql",
                                "client backend",
                                "idle in transaction",
                                "SELECT\n  1",
                                "1000000"))
                        .toList());
    }

    private List<List<Integer>> toldProcesses() {
        return told.stream()
                .map(wait -> wait.blockers().stream().map(Blocker::process).toList())
                .toList();
    }

    @Test
    void asksAfterASecondAndThenEachHalf() {
        pass(999);
        assertThat(watch.isDue()).isFalse();
        assertThat(watch.untilDue()).isEqualTo(Duration.ofMillis(1));
        pass(1);
        assertThat(watch.isDue()).isTrue();
        watch.answered(Rows.NONE);
        assertThat(watch.isDue()).isFalse();
        assertThat(watch.untilDue()).isEqualTo(Duration.ofMillis(500));
        pass(500);
        assertThat(watch.isDue()).isTrue();
    }

    @Test
    void asksBeforeAShortLimitHasPassed() {
        watch = new LockWatch(nanoTime::get, Duration.ofMillis(600), told::add);
        pass(300);
        assertThat(watch.isDue()).isTrue();
        watch.answered(blockedFor(290, 4711));
        assertThat(told).as("not long enough").isEmpty();
        assertThat(watch.last()).isPresent();
        assertThat(watch.untilDue()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void doesNotAskAllTheTimeHoweverShortTheLimit() {
        watch = new LockWatch(nanoTime::get, Duration.ofMillis(1), told::add);
        assertThat(watch.untilDue()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void tellsAWaitOfASecondOnce() {
        pass(1000);
        watch.answered(blockedFor(400, 4711));
        assertThat(told).isEmpty();
        pass(600);
        watch.answered(blockedFor(1000, 4711));
        pass(500);
        watch.answered(blockedFor(1500, 4711));

        assertThat(told)
                .containsExactly(new LockWait(
                        Duration.ofSeconds(1),
                        List.of(new Blocker(
                                4711,
                                "shop",
                                "psql",
                                "idle in transaction",
                                "SELECT\n  1",
                                Instant.ofEpochSecond(1)))));
        assertThat(told.get(0).description())
                .isEqualTo("process 4711 (user shop, application psql, idle in transaction since"
                        + " 1970-01-01T00:00:01Z): SELECT 1");
    }

    @Test
    void tellsOfOtherBlockersLessAndLessOften() {
        for (int second = 1; second <= 60; second++) {
            pass(1000);
            watch.answered(blockedFor(1000L * second, second));
        }
        assertThat(toldProcesses())
                .containsExactly(List.of(1), List.of(2), List.of(4), List.of(8), List.of(16), List.of(32));
    }

    @Test
    void forgetsAWaitThatIsOver() {
        pass(1000);
        watch.answered(blockedFor(1000, 1, 2));
        pass(500);
        watch.answered(Rows.NONE);

        assertThat(toldProcesses()).containsExactly(List.of(1, 2));
        assertThat(watch.last()).isEmpty();
    }

    @Test
    void tellsNothingAfterTheEnd() {
        pass(1000);
        watch.end();
        assertThat(watch.isDue()).isFalse();
        watch.answered(blockedFor(1000, 4711));
        assertThat(told).isEmpty();
    }

    @Test
    void describesWhatTheServerHides() {
        Rows hidden = new Rows(
                COLUMNS,
                List.of(
                        Arrays.asList("1500000", "0", null, null, null, null, null, null),
                        Arrays.asList("1500000", "12", "other", null, null, null, "<insufficient privilege>", null)));
        assertThat(LockQuestion.read(hidden))
                .hasValueSatisfying(wait -> assertThat(wait.description())
                        .isEqualTo(
                                "a prepared transaction (see pg_prepared_xacts); process 12 (user other, what it does is"
                                        + " hidden from this user)"));
    }
}
