package dev.manticore.migrations.benchmarks;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

/** Migrates a database that is up to date: reads the files, connects, compares. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class NothingToDoBenchmark {
    @Param({"100", "1000", "10000"})
    int files;

    private @Nullable TestDatabase database;
    private @Nullable Path directory;
    private @Nullable Migrator migrator;

    @Setup
    public void migrateFirst() throws IOException {
        directory = GeneratedMigrations.files(files);
        database = PostgresServer.shared().newDatabase();
        migrator = Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .source(FilesystemSource.of(directory))
                .build();
        migrator.migrate();
    }

    @Benchmark
    public MigrationReport migrate() {
        MigrationReport report = Objects.requireNonNull(migrator).migrate();
        if (!report.isEmpty()) {
            throw new IllegalStateException("There was something to do.");
        }
        return report;
    }

    @TearDown
    public void remove() throws IOException {
        Objects.requireNonNull(database).close();
        GeneratedMigrations.delete(Objects.requireNonNull(directory));
    }
}
