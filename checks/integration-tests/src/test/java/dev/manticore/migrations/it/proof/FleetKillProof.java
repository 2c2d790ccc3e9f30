package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.Proof;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that each schema of a fleet gets each migration once, however often the process is killed, and that a broken schema
 * keeps no other one from that.
 */
class FleetKillProof {
    private static final int MIGRATIONS = 6;
    private static final int SCHEMAS_FOR_A_KILL = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path scripts;

    private final int kills = Proof.isFull() ? 30 : 3;
    private final int schemas = kills * SCHEMAS_FOR_A_KILL;
    private final Random random = new Random(ProofRun.seed());
    private final ChildProcesses children = new ChildProcesses();
    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Sql sql = new Sql(database.dataSource());

    @AfterEach
    void end() {
        children.close();
        database.close();
    }

    @Test
    void eachSchemaGetsEachMigrationOnce() throws IOException {
        for (int version = 1; version <= MIGRATIONS; version++) {
            // Every other one commits statement by statement.
            Files.writeString(
                    scripts.resolve("V" + version + "__step.sql"),
                    (version % 2 == 0 ? "-- manticore: transaction=none\n" : "")
                            + (version == 1 ? "CREATE TABLE done (version INT);\n" : "") + "INSERT INTO done VALUES ("
                            + version + ");\nCREATE TABLE IF NOT EXISTS a" + version + " (id INT);\n");
        }
        sql.run("CREATE SCHEMA t2", "CREATE TABLE t2.done ()");
        for (int kill = 0; kill < kills; kill++) {
            kill();
        }
        long killed = histories();

        FleetReport report = FleetProgram.migrate(database, scripts, schemas);

        ProofRun.report(
                FleetKillProof.class,
                "killed %d times; %d of %d schemas were begun by then, %d left to the last call"
                        .formatted(kills, killed, schemas, report.migrated().size()));
        assertThat(report.failed()).extracting(failed -> failed.target().name()).containsExactly("t2");
        assertThat(report.notBegun()).isEmpty();
        List<String> versions = IntStream.rangeClosed(1, MIGRATIONS)
                .mapToObj(version -> version + "")
                .toList();
        for (int index = 1; index <= schemas; index++) {
            if (index != 2) {
                assertThat(sql.rows("SELECT version FROM t" + index + ".done ORDER BY version"))
                        .as("t" + index)
                        .isEqualTo(versions);
                assertThat(sql.rows("SELECT version FROM t" + index + "._migrations ORDER BY version"))
                        .as("history of t" + index)
                        .isEqualTo(versions);
            }
        }
    }

    /** Starts a process, and kills it at some moment after it has begun some more schemas. */
    private void kill() {
        long enough = histories() + 1 + random.nextInt(SCHEMAS_FOR_A_KILL);
        try (ChildProcess child =
                children.start(FleetProgram.class, FleetProgram.arguments(database, scripts, schemas))) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
                    .until(() -> histories() >= Math.min(enough, schemas));
            child.kill();
        }
    }

    private long histories() {
        return sql.number("SELECT count(*) FROM pg_tables WHERE tablename = '_migrations'");
    }
}
