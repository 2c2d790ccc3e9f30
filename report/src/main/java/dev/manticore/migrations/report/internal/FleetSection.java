package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.fleet.TargetStatus.Failed;
import dev.manticore.migrations.fleet.TargetStatus.Pending;
import dev.manticore.migrations.fleet.TargetStatus.Refused;
import dev.manticore.migrations.fleet.TargetStatus.Running;
import dev.manticore.migrations.fleet.TargetStatus.Unknown;
import dev.manticore.migrations.fleet.TargetStatus.UpToDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How each target of a fleet stands. */
public record FleetSection(List<Row> rows) {

    /**
     * One target.
     *
     * @param detail empty if the state says all
     */
    public record Row(String name, String server, String database, String schema, Badge state, String detail) {}

    /**
     * The targets of a fleet: first those that need somebody, then those with something pending, each in the order of the fleet.
     *
     * @param words how what can be done is worded
     */
    public static FleetSection of(FleetStatus status, Function<Remedy, String> words) {
        return new FleetSection(status.targets().stream()
                .map(target -> row(target, words))
                .sorted(Comparator.comparing((Row row) -> row.state().tone()).reversed())
                .toList());
    }

    private static Row row(TargetStatus status, Function<Remedy, String> words) {
        // A switch over the sealed type takes a later Java.
        if (status instanceof UpToDate) {
            return row(status, new Badge("up to date", Badge.Tone.GOOD), "");
        }
        if (status instanceof Pending pending) {
            return row(
                    status,
                    new Badge(pending.migrations().size() + " pending", Badge.Tone.ATTENTION),
                    labels(pending.migrations()));
        }
        if (status instanceof Running running) {
            return row(
                    status,
                    new Badge("running", Badge.Tone.ATTENTION),
                    "by " + running.holder().owner()
                            + (running.migrations().isEmpty() ? "" : "\npending: " + labels(running.migrations())));
        }
        if (status instanceof Refused refused) {
            return row(
                    status,
                    new Badge("refused", Badge.Tone.BAD),
                    refused.problems().stream()
                            .map(problem -> problem.message() + "\n" + words.apply(problem.remedy()))
                            .collect(Collectors.joining("\n")));
        }
        if (status instanceof Failed failed) {
            return row(
                    status,
                    new Badge("not known", Badge.Tone.BAD),
                    String.valueOf(failed.failure().getMessage()));
        }
        if (status instanceof Unknown) {
            return row(status, new Badge("not known", Badge.Tone.BAD), "It was not asked.");
        }
        throw new IllegalArgumentException("no status of a target: " + status);
    }

    private static Row row(TargetStatus status, Badge state, String detail) {
        FleetTarget target = status.target();
        return new Row(
                target.name(),
                target.server(),
                target.database(),
                Objects.requireNonNullElse(target.schema(), ""),
                state,
                detail);
    }

    private static String labels(List<MigrationId> ids) {
        return ids.stream().map(MigrationId::label).collect(Collectors.joining(", "));
    }
}
