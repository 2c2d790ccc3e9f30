package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import java.util.List;
import java.util.function.Function;

/** What prevents the next run. */
public record ProblemsSection(List<Row> rows) {

    /**
     * One problem.
     *
     * @param place file, line and column; empty if it is not in a file
     */
    public record Row(String message, String place, String advice) {}

    /**
     * The problems of a status.
     *
     * @param words how what can be done is worded
     */
    public static ProblemsSection of(MigrationStatus status, Function<Remedy, String> words) {
        return new ProblemsSection(
                status.problems().stream().map(problem -> row(problem, words)).toList());
    }

    private static Row row(Problem problem, Function<Remedy, String> words) {
        return new Row(
                problem.message(),
                problem.location() == null ? "" : problem.location().toString(),
                words.apply(problem.remedy()));
    }
}
