package dev.manticore.migrations.it.scale;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Measures what a migration costs when there are many: run its main method by hand, with the numbers of migrations as
 * arguments. No part of the build, since time depends on the machine.
 */
final class ScaleMeasurement {
    private static final int SAMPLE = 1000;

    private ScaleMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        List<String> counts = arguments.length == 0 ? List.of("1000", "10000") : List.of(arguments);
        for (String count : counts) {
            for (Api api : Api.values()) {
                measure(api, Integer.parseInt(count));
            }
        }
        System.exit(0);
    }

    private static void measure(Api api, int count) throws Exception {
        Path directory = Files.createTempDirectory("scale");
        for (int i = 1; i <= count; i++) {
            Files.writeString(
                    directory.resolve("V" + i + "__step.sql"),
                    "-- Step " + i + " of many.\nCREATE TABLE IF NOT EXISTS t" + i % 100
                            + " (id BIGINT PRIMARY KEY, name TEXT NOT NULL DEFAULT '');\nINSERT INTO t" + i % 100
                            + " (id) VALUES (" + i + ");\n");
            Files.writeString(
                    directory.resolve("U" + i + "__undo_step.sql"),
                    "DELETE FROM t" + i % 100 + " WHERE id = " + i + ";\n");
        }
        FilesystemSource source = FilesystemSource.of(directory);
        try (TestDatabase database = PostgresServer.shared().newDatabase();
                Connections connections = api.open(Access.to(database))) {
            Subject subject = connections.subject(builder -> builder.source(source));
            Timed<MigrationReport> first = Timed.of(subject::migrate);
            List<StepReport> steps = first.result().steps();
            if (steps.size() != count) {
                throw new IllegalStateException(steps.size() + " steps");
            }
            List<Double> again = new ArrayList<>();
            List<Double> reading = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                reading.add(Timed.of(source::load).millis());
                again.add(Timed.of(subject::migrate).millis());
            }
            Timed<MigrationReport> back = Timed.of(() -> subject.rollback(count));
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d migrations: %.0f ms, first %d: %.3f ms each, last %d: %.3f ms each; nothing to do: %.0f ms"
                            + " (reading the files alone: %.0f ms); all the way down: %.0f ms%n",
                    api,
                    count,
                    first.millis(),
                    Math.min(SAMPLE, count / 2),
                    average(steps.subList(0, Math.min(SAMPLE, count / 2))),
                    Math.min(SAMPLE, count / 2),
                    average(steps.subList(count - Math.min(SAMPLE, count / 2), count)),
                    median(again),
                    median(reading),
                    back.millis());
        }
    }

    private static double average(List<StepReport> steps) {
        return steps.stream()
                        .map(StepReport::duration)
                        .reduce(Duration.ZERO, Duration::plus)
                        .toNanos()
                / 1e6
                / steps.size();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private record Timed<T>(T result, double millis) {
        static <T> Timed<T> of(Callable<T> call) throws Exception {
            long start = System.nanoTime();
            T result = call.call();
            return new Timed<>(result, (System.nanoTime() - start) / 1e6);
        }
    }
}
