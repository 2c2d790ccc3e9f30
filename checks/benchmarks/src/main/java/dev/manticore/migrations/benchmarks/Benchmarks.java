package dev.manticore.migrations.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of this package, each in a JVM of its own, and prints the results as a table in Markdown. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Takes some minutes.
     *
     * @param arguments a regular expression of the benchmarks to run; all without it
     */
    public static void main(String[] arguments) throws RunnerException {
        String chosen = arguments.length == 0 ? ".*" : arguments[0];
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(Benchmarks.class.getPackageName() + "." + chosen)
                        .forks(1)
                        .shouldFailOnError(true)
                        .build())
                .run();
        System.out.println("\n" + Machine.described() + "\n");
        System.out.println(ResultTable.of(results));
    }
}
