package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.inspection.Catalog;
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

    public VerifyReport carryOut() {
        Findings findings = new Findings();
        List<VerifiedMigration> withoutUndo = new ArrayList<>();
        try (VersionChecks checks = new VersionChecks(settings, findings)) {
            List<MigrationStatus.Entry> versions = checks.versions();
            for (int index = 0; index < versions.size(); index++) {
                MigrationStatus.Entry entry = versions.get(index);
                boolean applied;
                if (entry.undo()) {
                    applied = checks.check(entry);
                } else {
                    applied = checks.apply(entry);
                    withoutUndo.add(VersionChecks.migration(entry));
                    if (options.contains(VerifyOption.REQUIRE_UNDO)) {
                        findings.fault(Kind.UNDO_MISSING, VersionChecks.migration(entry), entry.origin());
                    }
                }
                if (!applied) {
                    return report(
                            checks, withoutUndo, versions.subList(index + 1, versions.size()), List.of(), findings);
                }
            }
            RepeatableChecks repeatables =
                    new RepeatableChecks(settings, checks.sandbox().runner(), findings);
            List<VerifiedMigration> repeated = repeatables.check();
            repeatables.secondRun();
            Catalog complete = Catalog.read(checks.sandbox().runner());
            new DryRunCheck(settings, findings).check(complete);
            return report(checks, withoutUndo, List.of(), repeated, findings);
        }
    }

    private static VerifyReport report(
            VersionChecks checks,
            List<VerifiedMigration> withoutUndo,
            List<MigrationStatus.Entry> notVerified,
            List<VerifiedMigration> repeatables,
            Findings findings) {
        return new VerifyReport(
                checks.verified(),
                withoutUndo,
                notVerified.stream().map(VersionChecks::migration).toList(),
                repeatables,
                findings.faults(),
                findings.notes());
    }
}
