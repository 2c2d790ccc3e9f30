package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that Flyway and this library, in turn on one database, leave what Flyway alone leaves. */
class FlywayRoundRobinProof {
    private static final int ALL = 60;
    private static final int SAMPLE = 2;

    @TempDir
    private Path directory;

    /** What a database is at the end. */
    private record End(Catalog catalog, List<String> rows, List<String> info, List<String> trace, int applied) {}

    @Test
    void bothInTurnLeaveWhatFlywayAloneLeaves() throws Exception {
        List<Long> seeds = ProofRun.sample(LongStream.range(0, ALL).boxed().toList(), SAMPLE, ProofRun.seed());
        int applied = 0;
        for (long seed : seeds) {
            End alone = end(seed, "FFF");
            for (String turns : List.of("FUF", "UFU")) {
                End both = end(seed, turns);
                assertThat(both.rows()).as("rows, seed %s %s", seed, turns).isEqualTo(alone.rows());
                assertThat(both.info()).as("info, seed %s %s", seed, turns).isEqualTo(alone.info());
                assertThat(both.trace())
                        .as("callbacks, seed %s %s", seed, turns)
                        .isEqualTo(alone.trace());
                assertThat(both.catalog().differencesFrom(alone.catalog()).differences())
                        .as("catalog, seed %s %s", seed, turns)
                        .isEmpty();
            }
            assertThat(alone.catalog().objects()).hasSizeGreaterThan(10);
            applied += alone.applied();
        }
        ProofRun.report(
                FlywayRoundRobinProof.class,
                seeds.size() + " histories, " + applied + " rows, each in 2 orders: equal to Flyway's alone");
    }

    private End end(long seed, String turns) throws IOException, SQLException {
        TestDatabase database = Databases.take();
        try {
            return end(database, seed, turns, Files.createDirectory(directory.resolve(seed + turns)));
        } finally {
            Databases.drop(database);
        }
    }

    private static End end(TestDatabase database, long seed, String turns, Path files) throws SQLException {
        FlywayFiles generated = new FlywayFiles(seed);
        Flyway flyway = flyway(database, files, generated, seed);
        if (seed % 5 == 0) {
            flyway.baseline();
        }
        for (int stage = 0; stage < FlywayFiles.STAGES; stage++) {
            generated.write(stage, files);
            if (turns.charAt(stage) == 'F') {
                flyway.migrate();
            } else {
                ours(database, files, generated, seed + stage);
            }
            flyway.validate();
        }
        try (Connection connection = database.dataSource().getConnection()) {
            List<String> rows = Sql.rows(
                    connection,
                    "SELECT installed_rank, version, description, type, script, checksum, installed_by, success"
                            + " FROM flyway_schema_history ORDER BY installed_rank");
            return new End(
                    Catalog.read(JdbcTxRunner.over(database.dataSource()))
                            .withoutTables(Set.of("flyway_schema_history_lease", "flyway_schema_history_checksums")),
                    rows,
                    Arrays.stream(flyway.info().all())
                            .map(it -> it.getVersion() + "|" + it.getDescription() + "|" + it.getState() + "|"
                                    + it.getType() + "|" + it.getChecksum())
                            .toList(),
                    trace(connection),
                    rows.size());
        }
    }

    /** What callbacks were executed, and how often. */
    private static List<String> trace(Connection connection) throws SQLException {
        return Sql.rows(connection, "SELECT to_regclass('trace') IS NOT NULL").equals(List.of("t"))
                ? Sql.rows(connection, "SELECT what, count(*) FROM trace GROUP BY what ORDER BY what")
                : List.of();
    }

    private static Flyway flyway(TestDatabase database, Path files, FlywayFiles generated, long seed) {
        var configuration = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + files)
                .outOfOrder(generated.late())
                .baselineVersion("0.5")
                .placeholders(FlywayFiles.PLACEHOLDERS);
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(seed % 2 == 0);
        return configuration.load();
    }

    private static void ours(TestDatabase database, Path files, FlywayFiles generated, long turn) {
        Api api = new Random(turn).nextBoolean() ? Api.BLOCKING : Api.NON_BLOCKING;
        try (Connections connections = api.open(Access.to(database))) {
            connections.subject(builder -> settings(builder, files, generated)).migrate();
        }
    }

    private static void settings(MigratorBuilder<?> builder, Path files, FlywayFiles generated) {
        builder.source(FilesystemSource.of(files))
                .historyStore(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE))
                .placeholders(Placeholders.OFF.with(FlywayFiles.PLACEHOLDERS));
        if (generated.late()) {
            builder.tolerate(Deviation.LATE_VERSION);
        }
    }
}
