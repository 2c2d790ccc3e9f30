package dev.manticore.migrations.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * A table in Markdown: a row for each benchmark and its other parameters, and how the time grows with the first parameter,
 * the size.
 */
final class ResultTable {
    private final Map<String, List<Measured>> rows = new LinkedHashMap<>();

    /**
     * A result.
     *
     * @param unit of the size
     * @param milliseconds the median of all measurements
     */
    private record Measured(String unit, int size, double milliseconds) {
        String text() {
            String time = milliseconds < 10 ? "%.1f ms" : "%.0f ms";
            return String.format(Locale.ROOT, "%,d: " + time, size, milliseconds)
                    + (unit.equals("kilobytes")
                            ? String.format(Locale.ROOT, " (%.0f MB/s)", size / 1.024 / milliseconds)
                            : "");
        }
    }

    private ResultTable() {}

    static ResultTable of(Collection<RunResult> results) {
        ResultTable table = new ResultTable();
        results.forEach(table::add);
        return table;
    }

    private void add(RunResult result) {
        BenchmarkParams parameters = result.getParams();
        String unit = size(parameters);
        StringBuilder name =
                new StringBuilder(parameters.getBenchmark().replaceFirst(".*\\.(\\w+)Benchmark\\.", "$1: "));
        for (String key : parameters.getParamsKeys()) {
            if (!key.equals(unit)) {
                name.append(", ").append(key).append(' ').append(parameters.getParam(key));
            }
        }
        rows.computeIfAbsent(name + " | " + unit, row -> new ArrayList<>())
                .add(new Measured(
                        unit,
                        Integer.parseInt(parameters.getParam(unit)),
                        result.getPrimaryResult().getStatistics().getPercentile(50)));
    }

    private static String size(BenchmarkParams parameters) {
        return parameters.getParamsKeys().stream()
                .filter(key -> !key.startsWith("milliseconds"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A benchmark without a size"));
    }

    /** How many times the time grows where the size grows tenfold: between the two largest. */
    private static String growth(List<Measured> row) {
        if (row.size() < 2) {
            return "";
        }
        Measured larger = row.get(row.size() - 1);
        Measured smaller = row.get(row.size() - 2);
        return String.format(
                Locale.ROOT,
                "%.1f x for %.0f x",
                larger.milliseconds() / smaller.milliseconds(),
                (double) larger.size() / smaller.size());
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("| what | size in | size: median | growth |\n|-|-|-|-|\n");
        rows.forEach((name, row) -> table.append("| ")
                .append(name)
                .append(" | ")
                .append(String.join(" · ", row.stream().map(Measured::text).toList()))
                .append(" | ")
                .append(growth(row))
                .append(" |\n"));
        return table.toString();
    }
}
