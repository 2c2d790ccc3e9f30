package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyFault.Kind;
import dev.manticore.migrations.inspection.verify.VerifyOption;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Verifies migrations: versions with their undo, repeatable ones, another run and a dry run. */
public record Verification(InspectionSettings settings, Set<VerifyOption> options) {

    /**
     * What was applied.
     *
     * @param complete whether all of it was applied
     */
    private record Applied(
            List<VerifiedMigration> verified,
            List<VerifiedMigration> withoutUndo,
            List<VerifiedMigration> notVerified,
            List<VerifiedMigration> repeatables,
            boolean complete) {}

    public VerifyReport carryOut() {
        Findings findings = new Findings();
        Applied applied = apply(findings);
        if (applied.complete()) {
            // Now that the other databases are gone, nothing needs the roles that scripts have created.
            new DryRunCheck(settings, findings).check();
        }
        return new VerifyReport(
                applied.verified(),
                applied.withoutUndo(),
                applied.notVerified(),
                applied.repeatables(),
                findings.faults(),
                findings.notes());
    }

    private Applied apply(Findings findings) {
        List<VerifiedMigration> withoutUndo = new ArrayList<>();
        try (VersionChecks checks = new VersionChecks(settings, findings)) {
            List<MigrationStatus.Entry> versions = checks.versions();
            for (int index = 0; index < versions.size(); index++) {
                MigrationStatus.Entry entry = versions.get(index);
                boolean applied = entry.undo() ? checks.check(entry) : checks.apply(entry);
                if (!entry.undo() && !(applied && checks.isBaseline(entry))) {
                    withoutUndo.add(VersionChecks.migration(entry));
                    if (options.contains(VerifyOption.REQUIRE_UNDO)) {
                        findings.fault(Kind.UNDO_MISSING, VersionChecks.migration(entry), entry.origin());
                    }
                }
                if (!applied) {
                    List<VerifiedMigration> rest = versions.subList(index + 1, versions.size()).stream()
                            .map(VersionChecks::migration)
                            .toList();
                    return new Applied(checks.verified(), withoutUndo, rest, List.of(), false);
                }
            }
            RepeatableChecks repeatables =
                    new RepeatableChecks(settings, checks.sandbox().runner(), findings);
            List<VerifiedMigration> repeated = repeatables.check();
            repeatables.secondRun();
            return new Applied(checks.verified(), withoutUndo, List.of(), repeated, repeatables.isComplete());
        }
    }
}
