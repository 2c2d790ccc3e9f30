package dev.manticore.migrations.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark once with little to do, so that none of them stops working unnoticed, and shows their table. */
class BenchmarksTest {

    @Test
    void eachRunsAndHasItsRow() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(Benchmarks.class.getPackageName())
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .param("schemas", "2", "20")
                        .param("files", "2", "20")
                        .param("migrations", "2", "20")
                        .param("kilobytes", "1", "10")
                        .param("millisecondsEachWay", "1")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(ResultTable.of(results).toString().lines().skip(2))
                .hasSize(7)
                .allMatch(
                        row -> row.matches(
                                "\\| \\w+: \\w+.* \\| \\w+ \\| \\d+: [\\d.]+ ms.* · \\d+: [\\d.]+ ms.* \\| [\\d.]+ x for 10 x \\|"))
                .anyMatch(row -> row.startsWith("| Splitter: split | kilobytes | 1: ") && row.contains(" MB/s) · 10: "))
                .anyMatch(row -> row.startsWith("| Fleet: status | schemas | 2: "))
                .anyMatch(row -> row.startsWith("| UpAndDown: down, millisecondsEachWay 1 | migrations | 2: "));
    }
}
