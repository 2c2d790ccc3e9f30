package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.cli.fleet.TargetFailures;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.settings.text.Style;
import dev.manticore.migrations.settings.text.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of targets, in words without control characters. */
final class FleetText {
    private static final int FEW = 10;

    private final Style style;

    FleetText(Style style) {
        this.style = style;
    }

    static String name(FleetTarget target) {
        return Printable.line(target.name());
    }

    /** The names of a few targets, and how many others there are. */
    static String names(List<FleetTarget> targets) {
        String few = targets.stream().limit(FEW).map(FleetText::name).collect(Collectors.joining(", "));
        return targets.size() <= FEW ? few : few + " and " + Words.count(targets.size() - FEW, "other");
    }

    String migrated(TargetResult.Migrated migrated) {
        List<StepReport> steps = migrated.report().steps();
        String done = Stream.of(Direction.REVERT, Direction.APPLY)
                .map(direction -> done(direction, steps))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        Duration duration = steps.stream().map(StepReport::duration).reduce(Duration.ZERO, Duration::plus);
        return name(migrated.target()) + ": " + done + style.faint(" (" + Words.duration(duration) + ")");
    }

    private String done(Direction direction, List<StepReport> steps) {
        List<MigrationId> ids = steps.stream()
                .filter(step -> step.direction() == direction)
                .map(StepReport::id)
                .toList();
        return ids.isEmpty() ? "" : style.green(Words.done(direction)) + " " + Printable.line(Words.versions(ids));
    }

    /** The first line of a failure. The result has the others. */
    String failed(TargetResult.Failed failed) {
        String message = TargetFailures.of(failed.target(), failed.failure()).message();
        return name(failed.target()) + ": " + style.red("failed") + ": "
                + Printable.line(message.lines().findFirst().orElse(message));
    }

    /** How many targets have come to what. */
    static String totals(FleetReport report) {
        List<String> parts = new ArrayList<>();
        add(parts, report.migrated().size(), isRollback(report) ? "rolled back" : "migrated");
        add(parts, report.upToDate().size(), "with nothing to do");
        add(parts, report.failed().size(), "failed");
        add(parts, report.notBegun().size(), "not begun");
        return totals(report.results().size(), parts);
    }

    static String totals(int targets, List<String> parts) {
        return Words.count(targets, "target") + ": " + String.join(", ", parts) + ".";
    }

    private static boolean isRollback(FleetReport report) {
        List<StepReport> steps = report.migrated().stream()
                .flatMap(migrated -> migrated.report().steps().stream())
                .toList();
        return !steps.isEmpty() && steps.stream().allMatch(step -> step.direction() == Direction.REVERT);
    }

    static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    /** Which targets were not begun, and why. Empty if all were. */
    static List<String> notBegun(FleetReport report) {
        return Stream.of(TargetResult.Reason.values())
                .map(reason -> notBegun(report, reason))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String notBegun(FleetReport report, TargetResult.Reason reason) {
        List<FleetTarget> targets = report.notBegun().stream()
                .filter(result -> result.reason() == reason)
                .map(TargetResult.NotBegun::target)
                .toList();
        return targets.isEmpty()
                ? ""
                : "Not begun, since " + why(reason) + ": " + names(targets) + ". The next run does what is left.";
    }

    private static String why(TargetResult.Reason reason) {
        return switch (reason) {
            case CANARY_FAILED -> "a canary failed";
            case TOO_MANY_FAILURES -> "more targets failed than --max-failures allows";
            case INTERRUPTED -> "the run was interrupted";
        };
    }
}
