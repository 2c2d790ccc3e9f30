package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.PgBouncer;
import dev.manticore.migrations.it.database.Place;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that each migration is applied once when many processes, blocking and non-blocking, start at the same moment.
 */
class SimultaneousStartProof {
    private static final int SLOW = 30;

    private final int migrations = Proof.isFull() ? 100 : 20;
    private final int seconds = Proof.isFull() ? 3 : 1;
    private final int processes = Proof.isFull() ? 32 : 8;
    private final TestDatabase database = Databases.take(Place.POSTGRESQL);
    private final Sql sql = new Sql(database.dataSource());
    private final ChildProcesses children = new ChildProcesses();

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        children.close();
        Databases.drop(database);
    }

    @Test
    void eachMigrationIsAppliedOnce() {
        migrate("direct", database);
    }

    @Test
    void eachMigrationIsAppliedOnceBehindPgBouncer() throws Exception {
        try (PgBouncer bouncer = PgBouncer.start(database)) {
            migrate("behind PgBouncer", bouncer.database());
        }
    }

    private void migrate(String how, TestDatabase address) {
        Scripts scripts = new Scripts(directory).up(1, "CREATE TABLE done (version INT)");
        for (int version = 2; version <= migrations; version++) {
            scripts.up(
                    version,
                    "CREATE TABLE t" + version + " (id INT);\nINSERT INTO done VALUES (" + version + ");\n"
                            + (version == SLOW ? "SELECT pg_sleep(" + seconds + ");\n" : ""));
        }
        List<ChildProcess> runners = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            Api api = i % 2 == 0 ? Api.BLOCKING : Api.NON_BLOCKING;
            runners.add(children.start(RunRequest.migrate(api, address, directory)));
        }
        runners.forEach(ChildProcess::awaitReady);

        long start = System.nanoTime();
        runners.forEach(runner -> runner.send(ChildProgram.GO));
        runners.forEach(
                runner -> assertThat(runner.exitCode()).as(runner.text()).isZero());
        Duration time = Duration.ofNanos(System.nanoTime() - start);

        assertThat(runners).allSatisfy(runner -> assertThat(runner.text()).doesNotContain("ERROR", "Exception"));
        // On an empty database all make the same two tables at once, where IF NOT EXISTS has its known gap.
        List<String> retries = runners.stream()
                .flatMap(runner -> runner.lines().stream())
                .filter(line -> line.startsWith("Retrying"))
                .toList();
        assertThat(retries)
                .allMatch(line -> (line.contains("\"_migrations") && line.contains("already exists"))
                        || line.contains("unique constraint \"pg_"));
        assertThat(runners.stream()
                        .mapToLong(runner -> runner.count("finished V"))
                        .sum())
                .isEqualTo(migrations);
        assertThat(sql.row("SELECT count(*), count(DISTINCT version) FROM done"))
                .isEqualTo("%d|%d".formatted(migrations - 1, migrations - 1));
        assertThat(sql.number("SELECT count(*) FROM _migrations")).isEqualTo(migrations);
        assertThat(sql.leaseIsFree()).isTrue();
        assertThat(sql.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
        long waited = runners.stream()
                .filter(runner -> runner.count("LeaseAwaited") > 0)
                .count();
        ProofRun.report(
                SimultaneousStartProof.class,
                "%s: %d processes at once, %d migrations, one of %d s: each applied once in %.1f s; %d waited for the lease, %d met another's CREATE TABLE, no deadlock"
                        .formatted(
                                how, processes, migrations, seconds, time.toMillis() / 1000.0, waited, retries.size()));
    }
}
