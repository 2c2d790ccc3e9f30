package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.colour.Background;
import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a runner that was killed delays the one that waits for it: until its lease ends, and no longer. */
class TakeoverTimeTest {
    private final Children children = new Children();

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        children.close();
    }

    @Test
    void isNoLongerThanTheLease() {
        new Scripts(directory).up(1, "SELECT pg_sleep(seconds) FROM slow;\n");
        measure(Duration.ofSeconds(2), Proof.isFull() ? 4 : 1);
        if (Proof.isFull()) {
            measure(Order.DEFAULT_LEASE, 2);
        }
    }

    private void measure(Duration lease, int times) {
        List<Background<Duration>> measuring = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Colour colour = i % 2 == 0 ? Colour.BLOCKING : Colour.NON_BLOCKING;
            measuring.add(Background.run(() -> fromKillToFirstStatement(lease, colour)));
        }
        List<Duration> measured = measuring.stream().map(Background::result).toList();
        Proof.report(
                TakeoverTimeTest.class,
                "lease of %s, the next runner waits already: first statement %s ms after SIGKILL"
                        .formatted(
                                lease, measured.stream().map(Duration::toMillis).toList()));
        // A waiting runner looks once a second; the rest is for a machine that is slow.
        assertThat(measured).allMatch(time -> time.compareTo(lease.plusSeconds(5)) < 0);
    }

    private Duration fromKillToFirstStatement(Duration lease, Colour colour) {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Sql sql = new Sql(database.dataSource());
            sql.run("CREATE TABLE slow AS SELECT 600 AS seconds");
            Order order = Order.migrate(colour, database, directory).lease(lease);
            Child killed = children.start(order).awaitReady();
            Child next = children.start(order).awaitReady();
            killed.send(ChildProgram.GO);
            killed.awaitLine("begun V1");
            next.send(ChildProgram.GO);
            next.awaitLineLike("LeaseAwaited");
            sql.run("UPDATE slow SET seconds = 0");

            long start = System.nanoTime();
            killed.kill();
            next.awaitLine("begun V1");
            Duration time = Duration.ofNanos(System.nanoTime() - start);

            assertThat(next.exitCode()).as(next.text()).isZero();
            return time;
        }
    }
}
