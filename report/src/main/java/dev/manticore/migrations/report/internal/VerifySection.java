package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyFault;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import java.util.List;
import java.util.Objects;

/**
 * What came of applying, reverting and applying again.
 *
 * @param verified how many migrations that was done with
 * @param withoutUndo the migrations that cannot be reverted
 */
public record VerifySection(int verified, List<Row> faults, List<String> withoutUndo, List<String> notes) {

    /**
     * One fault.
     *
     * @param file empty if it is not one file
     */
    public record Row(String summary, String file, List<String> details) {}

    /** What a report says, in its order. */
    public static VerifySection of(VerifyReport report) {
        return new VerifySection(
                report.verified().size(),
                report.faults().stream().map(VerifySection::row).toList(),
                report.withoutUndo().stream().map(VerifiedMigration::toString).toList(),
                report.notes().stream().map(VerifyNote::toString).toList());
    }

    private static Row row(VerifyFault fault) {
        return new Row(fault.summary(), Objects.requireNonNullElse(fault.origin(), ""), fault.details());
    }
}
