package dev.manticore.migrations.benchmarks;

import dev.manticore.migrations.fleet.Fleet;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Asks how the schemas of a database stand, and migrates them, where all of them are up to date. Each connection is a new one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FleetBenchmark {
    private static final int MIGRATIONS = 3;

    @Param({"50", "500"})
    int schemas;

    private @Nullable TestDatabase database;
    private @Nullable Fleet fleet;
    private List<FleetTarget> targets = List.of();

    @Setup
    public void migrateFirst() {
        database = PostgresServer.shared().newDatabase();
        JdbcTxRunner runner = JdbcTxRunner.over(database.dataSource());
        fleet = Fleet.builder(name -> runner)
                .migrator(migrator -> migrator.source(MigrationSource.of(GeneratedMigrations.inMemory(MIGRATIONS))))
                .build();
        targets = IntStream.rangeClosed(1, schemas)
                .mapToObj(number -> FleetTarget.schema("database", "s" + number))
                .toList();
        if (fleet.migrate(targets).migrated().size() != schemas) {
            throw new IllegalStateException("Not all schemas were migrated.");
        }
    }

    @Benchmark
    public FleetStatus status() {
        FleetStatus status = Objects.requireNonNull(fleet).status(targets);
        if (!status.targets().stream().allMatch(TargetStatus.UpToDate.class::isInstance)) {
            throw new IllegalStateException("Something is pending.");
        }
        return status;
    }

    @Benchmark
    public FleetReport migrate() {
        FleetReport report = Objects.requireNonNull(fleet).migrate(targets);
        if (report.upToDate().size() != schemas) {
            throw new IllegalStateException("There was something to do.");
        }
        return report;
    }

    @TearDown
    public void remove() {
        Objects.requireNonNull(database).close();
    }
}
