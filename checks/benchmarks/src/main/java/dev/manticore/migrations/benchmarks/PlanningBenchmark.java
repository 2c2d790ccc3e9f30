package dev.manticore.migrations.benchmarks;

import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reads migrations that are in memory, cuts and checks them, and plans them for an empty database. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class PlanningBenchmark {
    @Param({"1000", "10000"})
    int migrations;

    private MigrationSource source = MigrationSource.of();

    @Setup
    public void generate() {
        source = MigrationSource.of(GeneratedMigrations.inMemory(migrations));
    }

    @Benchmark
    public MigrationFiles.Checked plan() {
        return MigrationFiles.in(List.of(source)).check();
    }
}
