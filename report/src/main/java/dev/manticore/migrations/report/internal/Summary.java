package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the whole report says, in a few lines. */
public record Summary(
        @Nullable String database,
        @Nullable MigrationStatus status,
        @Nullable LintReport lint,
        @Nullable VerifyReport verify,
        @Nullable Drift drift,
        @Nullable FleetStatus fleet,
        ZoneId zone) {

    /** One for each thing that is known, and one for what was not examined. */
    public List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        if (database != null) {
            facts.add(new Fact("Database", database));
        }
        if (status != null) {
            long applied = status.entries().stream()
                    .filter(entry -> entry.appliedAt() != null)
                    .count();
            facts.add(new Fact("Applied", count(applied, "migration")));
            facts.add(new Fact("Pending", pending(status)));
            facts.add(new Fact(
                    "Problems",
                    status.problems().isEmpty() ? "none" : status.problems().size() + ""));
        } else {
            unknown.add("history");
        }
        if (lint != null) {
            facts.add(new Fact("Lint", count(lint.findings().size(), "finding")));
        } else {
            unknown.add("lint");
        }
        if (verify != null) {
            facts.add(new Fact("Undo", count(verify.faults().size(), "fault")));
        } else {
            unknown.add("undo");
        }
        if (drift != null) {
            facts.add(new Fact(
                    "Drift",
                    drift.isEmpty() ? "none" : count(drift.diff().differences().size(), "difference")));
        } else {
            unknown.add("drift");
        }
        if (fleet != null) {
            facts.addAll(targets(fleet));
        }
        // A report on a fleet alone is not about the details of one database.
        if (!unknown.isEmpty() && (fleet == null || status != null)) {
            facts.add(new Fact("Not examined", String.join(", ", unknown)));
        }
        facts.add(new Fact("Times", zone.getId()));
        return facts;
    }

    private static List<Fact> targets(FleetStatus fleet) {
        List<Fact> facts = new ArrayList<>();
        int upToDate = fleet.of(TargetStatus.UpToDate.class).size();
        facts.add(new Fact("Fleet", upToDate + " of " + count(fleet.targets().size(), "target") + " up to date"));
        addTargets(facts, "With pending migrations", fleet.of(TargetStatus.Pending.class));
        addTargets(facts, "With a run under way", fleet.of(TargetStatus.Running.class));
        addTargets(facts, "With problems", fleet.of(TargetStatus.Refused.class));
        addTargets(facts, "Could not be read", fleet.of(TargetStatus.Failed.class));
        addTargets(facts, "Not looked at", fleet.of(TargetStatus.Unknown.class));
        return facts;
    }

    private static void addTargets(List<Fact> facts, String name, List<? extends TargetStatus> targets) {
        if (!targets.isEmpty()) {
            facts.add(new Fact(name, count(targets.size(), "target")));
        }
    }

    private static String pending(MigrationStatus status) {
        if (status.pending().isEmpty()) {
            return "not known";
        }
        long outdated = status.entries().stream()
                .filter(entry -> entry.state() == State.OUTDATED)
                .count();
        return count(status.pending().getAsLong(), "migration")
                + (outdated == 0 ? "" : ", of which " + outdated + " again");
    }

    static String count(long number, String noun) {
        return (number == 0 ? "no" : number) + " " + noun + (number == 1 ? "" : "s");
    }
}
