package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that a statement that is repeated changes each row once, however often the process that repeats it is killed. */
class BackfillKillProof {
    private static final int BATCH = 20;
    private static final int MOST_REPETITIONS_OF_A_RUN = 8;
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path scripts;

    private final int kills = Proof.isFull() ? 50 : 2;
    private final int rows = kills * BATCH * 60;
    private final Random random = new Random(ProofRun.seed());
    private final ChildProcesses children = new ChildProcesses();
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Sql sql = new Sql(database.dataSource());

    @BeforeEach
    void prepare() throws IOException {
        sql.run(
                "CREATE TABLE item (id INT PRIMARY KEY, done BOOLEAN NOT NULL DEFAULT false, times INT NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT n FROM generate_series(1, " + rows + ") AS n");
        Files.writeString(scripts.resolve("V1__backfill.sql"), """
                -- manticore: repeat=until-empty pause=20ms max-lock-wait=0
                UPDATE item SET done = true, times = times + 1
                WHERE id IN (SELECT id FROM item WHERE NOT done ORDER BY id LIMIT %d);
                """.formatted(BATCH));
    }

    @AfterEach
    void end() {
        children.close();
        database.close();
    }

    @Test
    void eachRowIsChangedOnce() {
        for (int kill = 0; kill < kills; kill++) {
            kill(kill % 2 == 0 ? Api.BLOCKING : Api.NON_BLOCKING);
        }
        long killed = noted();
        List<MigrationEvent.StatementRepeated> told = new ArrayList<>();
        RunRequest request = request(Api.BLOCKING);
        try (Connections connections = request.connect()) {
            request.subject(
                            connections,
                            builder -> builder.listener(event -> {
                                if (event instanceof MigrationEvent.StatementRepeated repeated) {
                                    told.add(repeated);
                                }
                            }))
                    .migrate();
        }

        MigrationEvent.StatementRepeated last = told.get(told.size() - 1);
        ProofRun.report(
                BackfillKillProof.class,
                "killed %d times in %d repetitions, %d in all; %d rows, %d counted"
                        .formatted(kills, killed, last.repetitions(), rows, last.rows()));
        assertThat(sql.rows("SELECT done, times, count(*) FROM item GROUP BY done, times"))
                .containsExactly("t|1|" + rows);
        assertThat(last.repetitions())
                .as("repetitions in the note, of which the last one changed nothing")
                .isEqualTo(Long.parseLong(sql.row("SELECT count(DISTINCT CAST(xmin AS TEXT)) FROM item")) + 1)
                .isEqualTo(rows / BATCH + 1);
        assertThat(last.rows()).isBetween((long) rows - (long) BATCH * kills, (long) rows);
        assertThat(sql.history()).containsExactly("1");
    }

    /** Starts a process, and kills it at some moment after it has repeated the statement some times. */
    private void kill(Api api) {
        long enough = noted() + 1 + random.nextInt(MOST_REPETITIONS_OF_A_RUN);
        try (ChildProcess child = children.start(request(api)).awaitReady()) {
            child.send(ChildProgram.GO);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
                    .until(() -> noted() >= enough);
            child.kill();
            assertThat(sql.rows("SELECT version FROM _migrations")).isEmpty();
        }
    }

    private RunRequest request(Api api) {
        return RunRequest.migrate(api, database, scripts).lease(LEASE);
    }

    private long noted() {
        return sql.row("SELECT to_regclass('_migrations_lease')").equals("∅")
                ? 0
                : sql.rows("SELECT coalesce(repetitions, 0) FROM _migrations_lease").stream()
                        .mapToLong(Long::parseLong)
                        .sum();
    }
}
