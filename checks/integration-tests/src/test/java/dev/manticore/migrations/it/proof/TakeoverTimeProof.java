package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Background;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that a killed runner delays the runner that waits for it until its lease ends, and no longer. */
class TakeoverTimeProof {
    private final ChildProcesses children = new ChildProcesses();

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
            measure(RunRequest.DEFAULT_LEASE, 2);
        }
    }

    private void measure(Duration lease, int times) {
        List<Background<Duration>> measuring = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Api api = i % 2 == 0 ? Api.BLOCKING : Api.NON_BLOCKING;
            measuring.add(Background.run(() -> fromKillToFirstStatement(lease, api)));
        }
        List<Duration> measured = measuring.stream().map(Background::result).toList();
        ProofRun.report(
                TakeoverTimeProof.class,
                "lease of %s, the next runner waits already: first statement %s ms after SIGKILL"
                        .formatted(
                                lease, measured.stream().map(Duration::toMillis).toList()));
        // A waiting runner looks once a second; the rest is for a machine that is slow.
        assertThat(measured).allMatch(time -> time.compareTo(lease.plusSeconds(5)) < 0);
    }

    private Duration fromKillToFirstStatement(Duration lease, Api api) {
        try (TestDatabase database = PostgresServer.shared().newDatabase()) {
            Sql sql = new Sql(database.dataSource());
            sql.run("CREATE TABLE slow AS SELECT 600 AS seconds");
            RunRequest request = RunRequest.migrate(api, database, directory).lease(lease);
            ChildProcess killed = children.start(request).awaitReady();
            ChildProcess next = children.start(request).awaitReady();
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
