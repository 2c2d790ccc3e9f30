package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.settings.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the targets of a fleet stand, in words without control characters. Problems and failures are told elsewhere. */
final class FleetStatusText {
    private FleetStatusText() {}

    /** What is pending, a line for all targets that have the same pending, and a line for each target with a run. */
    static List<String> pending(FleetStatus status) {
        Map<List<MigrationId>, List<FleetTarget>> pending = new LinkedHashMap<>();
        status.of(TargetStatus.Pending.class)
                .forEach(target -> pending.computeIfAbsent(target.migrations(), ids -> new ArrayList<>())
                        .add(target.target()));
        List<String> lines = new ArrayList<>();
        pending.forEach((ids, targets) -> lines.add(pending(ids) + ": " + FleetText.names(targets)));
        status.of(TargetStatus.Running.class).forEach(running -> lines.add(running(running)));
        return lines;
    }

    private static String running(TargetStatus.Running running) {
        return FleetText.name(running.target()) + ": " + Printable.line(Words.describe(running.holder()))
                + (running.migrations().isEmpty() ? "" : " " + pending(running.migrations()) + ".");
    }

    private static String pending(List<MigrationId> ids) {
        return ids.size() + " pending (" + Printable.line(Words.versions(ids)) + ")";
    }

    static String totals(FleetStatus status) {
        List<String> parts = new ArrayList<>();
        FleetText.add(parts, status.of(TargetStatus.UpToDate.class).size(), "up to date");
        FleetText.add(parts, status.of(TargetStatus.Pending.class).size(), "with pending migrations");
        FleetText.add(parts, status.of(TargetStatus.Running.class).size(), "with a run under way");
        FleetText.add(parts, status.of(TargetStatus.Refused.class).size(), "with problems");
        FleetText.add(parts, status.of(TargetStatus.Failed.class).size(), "could not be read");
        FleetText.add(
                parts,
                status.of(TargetStatus.Unknown.class).size(),
                "not looked at, since the command was interrupted");
        return FleetText.totals(status.targets().size(), parts);
    }
}
