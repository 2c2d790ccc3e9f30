package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Place;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that CREATE INDEX CONCURRENTLY completes while other runners wait for the lease. */
class ConcurrentIndexProof {
    private static final int PROCESSES = 8;
    private static final String UNIQUE = "CREATE UNIQUE INDEX CONCURRENTLY goods_name ON goods (name);\n";

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
    void isBuiltOnceWhereEightProcessesStartAtOnce() {
        new Scripts(directory)
                .up(
                        1,
                        "CREATE TABLE goods AS SELECT i AS id, 'name ' || i AS name FROM generate_series(1, 100000) AS i;\n")
                .up(2, "CREATE INDEX CONCURRENTLY goods_id ON goods (id);\n")
                .up(3, UNIQUE);
        List<ChildProcess> runners = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            Api api = i % 2 == 0 ? Api.BLOCKING : Api.NON_BLOCKING;
            runners.add(children.start(RunRequest.migrate(api, database, directory)));
        }
        runners.forEach(ChildProcess::awaitReady);

        long start = System.nanoTime();
        runners.forEach(runner -> runner.send(ChildProgram.GO));
        runners.forEach(
                runner -> assertThat(runner.exitCode()).as(runner.text()).isZero());
        Duration time = Duration.ofNanos(System.nanoTime() - start);

        long applied =
                runners.stream().mapToLong(runner -> runner.count("finished V")).sum();
        List<String> indexes = indexes();
        report("%d processes at once: %d migrations applied in %.1f s, history %s, indexes %s"
                .formatted(PROCESSES, applied, time.toMillis() / 1000.0, sql.history(), indexes));
        assertThat(applied).isEqualTo(3);
        assertThat(sql.history()).containsExactly("1", "2", "3");
        assertThat(indexes).containsExactly("goods_id valid", "goods_name valid");
        assertThat(runners).allSatisfy(runner -> assertThat(runner.text()).doesNotContain("ERROR"));
    }

    /** What a person sees, does, and gets. */
    @ParameterizedTest
    @EnumSource(Api.class)
    void goesThroughOnceTheDuplicatesAreGone(Api api) {
        new Scripts(directory)
                .up(
                        1,
                        "CREATE TABLE goods AS SELECT i AS id, 'name ' || i % 9 AS name FROM generate_series(1, 10) AS i;\n")
                .up(2, UNIQUE);
        RunRequest request = RunRequest.migrate(api, database, directory);
        try (Connections connections = request.connect()) {
            Subject subject = request.subject(connections, builder -> {});
            StatementFailedException failure =
                    Objects.requireNonNull(catchThrowableOfType(StatementFailedException.class, subject::migrate));
            MigrationStatus.Entry entry = subject.status().entries().get(1);
            List<String> left = indexes();
            sql.run("DELETE FROM goods AS a USING goods AS b WHERE a.name = b.name AND a.id > b.id");
            MigrationReport report = subject.migrate();

            report("%s: %s | %s | status: %s %s, %s | %s | duplicates deleted, run again: %d step, %s"
                    .formatted(
                            api,
                            failure.getMessage().replace(directory.toString(), "db"),
                            failure.remedy(),
                            entry.id().label(),
                            entry.state(),
                            entry.note(),
                            left,
                            report.steps().size(),
                            indexes()));
            assertThat(failure.error().sqlState()).isEqualTo("23505");
            assertThat(failure.error().detail()).contains("(name)=(name 1)");
            assertThat(entry.state()).isEqualTo(MigrationStatus.State.PARTLY_DONE);
            assertThat(left).containsExactly("goods_name INVALID");
            assertThat(report.steps()).hasSize(1);
            assertThat(indexes()).containsExactly("goods_name valid");
            assertThat(sql.history()).containsExactly("1", "2");
        }
    }

    private List<String> indexes() {
        return sql.rows("SELECT indexrelid::regclass || CASE WHEN indisvalid THEN ' valid' ELSE ' INVALID' END"
                + " FROM pg_index WHERE indrelid = 'goods'::regclass ORDER BY 1");
    }

    private static void report(String line) {
        ProofRun.report(
                ConcurrentIndexProof.class,
                "PostgreSQL " + PostgresServer.shared().majorVersion() + ", " + line);
    }
}
