package dev.manticore.migrations.fleet;

import java.util.List;

/**
 * What came of each target.
 *
 * @param results one for each target, in the order of the targets that were given
 */
public record FleetReport(List<TargetResult> results) {

    public FleetReport {
        results = List.copyOf(results);
    }

    /** Whether every target is now as it was asked for. */
    public boolean isSuccessful() {
        return failed().isEmpty() && notBegun().isEmpty();
    }

    /** The targets for which something was done, and succeeded. */
    public List<TargetResult.Migrated> migrated() {
        return of(TargetResult.Migrated.class);
    }

    /** The targets for which there was nothing to do. */
    public List<TargetResult.UpToDate> upToDate() {
        return of(TargetResult.UpToDate.class);
    }

    /** The targets that failed. */
    public List<TargetResult.Failed> failed() {
        return of(TargetResult.Failed.class);
    }

    /** The targets that were not begun. */
    public List<TargetResult.NotBegun> notBegun() {
        return of(TargetResult.NotBegun.class);
    }

    private <R extends TargetResult> List<R> of(Class<R> kind) {
        return results.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
