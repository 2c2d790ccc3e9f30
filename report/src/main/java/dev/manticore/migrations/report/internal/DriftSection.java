package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.inspection.Difference;
import dev.manticore.migrations.inspection.Drift;
import java.util.List;
import java.util.stream.Collectors;

/**
 * In what the database differs from what its migrations make.
 *
 * @param repair the statements that undo all of it, with semicolons; empty if there are none
 * @param replaced what the next run replaces
 * @param notes what keeps the comparison from being complete
 */
public record DriftSection(List<Row> rows, String repair, List<String> replaced, List<String> notes) {

    /**
     * One difference.
     *
     * @param repairable whether statements undo it
     */
    public record Row(String difference, boolean repairable) {}

    /** The differences, in their order. */
    public static DriftSection of(Drift drift) {
        return new DriftSection(
                drift.diff().differences().stream().map(DriftSection::row).toList(),
                drift.diff().repair().stream()
                        .map(statement -> statement + ";\n")
                        .collect(Collectors.joining("\n")),
                drift.replaced().stream().map(Difference::toString).toList(),
                drift.notes());
    }

    private static Row row(Difference difference) {
        return new Row(difference.toString(), !difference.repair().isEmpty());
    }
}
