package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.inspection.Difference;
import java.util.List;
import java.util.stream.Collectors;

/**
 * In what the database differs from what its migrations make.
 *
 * @param repair the statements that undo all of it, with semicolons; empty if there are none
 */
public record DriftSection(List<Row> rows, String repair) {

    /**
     * One difference.
     *
     * @param repairable whether statements undo it
     */
    public record Row(String difference, boolean repairable) {}

    /** The differences, in their order. */
    public static DriftSection of(CatalogDiff drift) {
        return new DriftSection(
                drift.differences().stream().map(DriftSection::row).toList(),
                drift.repair().stream().map(statement -> statement + ";\n").collect(Collectors.joining("\n")));
    }

    private static Row row(Difference difference) {
        return new Row(difference.toString(), !difference.repair().isEmpty());
    }
}
