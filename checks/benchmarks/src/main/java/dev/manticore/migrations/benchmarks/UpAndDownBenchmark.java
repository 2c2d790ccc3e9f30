package dev.manticore.migrations.benchmarks;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Applies migrations to an empty database, and reverts them all; beside the server, and over a slow link. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class UpAndDownBenchmark {
    @Param({"100", "1000"})
    int migrations;

    @Param({"0", "3"})
    int millisecondsEachWay;

    private @Nullable TestDatabase database;
    private @Nullable SlowLink link;
    private @Nullable Migrator migrator;

    /** What one run measures: applying alone, or reverting what was applied before. */
    @State(Scope.Benchmark)
    public static class Applied {
        @Setup(Level.Invocation)
        public void apply(UpAndDownBenchmark benchmark) {
            Objects.requireNonNull(benchmark.migrator).migrate();
        }
    }

    @Setup(Level.Invocation)
    public void newDatabase() {
        database = PostgresServer.shared().newDatabase();
        link = new SlowLink(database, millisecondsEachWay);
        migrator = Migrator.builder(JdbcTxRunner.over(link.database().dataSource()))
                .source(MigrationSource.of(GeneratedMigrations.inMemory(migrations)))
                .build();
    }

    @Benchmark
    public MigrationReport up() {
        return Objects.requireNonNull(migrator).migrate();
    }

    @Benchmark
    public MigrationReport down(Applied applied) {
        return Objects.requireNonNull(migrator).migrate(Target.version(0));
    }

    @TearDown(Level.Invocation)
    public void drop() {
        Objects.requireNonNull(link).close();
        Objects.requireNonNull(database).close();
    }
}
