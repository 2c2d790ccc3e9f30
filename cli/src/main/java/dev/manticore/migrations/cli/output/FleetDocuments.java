package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.cli.fleet.TargetFailures;
import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON documents of the commands of a fleet. */
final class FleetDocuments {
    private FleetDocuments() {}

    static Map<String, ?> report(String command, FleetReport report) {
        return new JsonObject()
                .with("command", command)
                .with(
                        "targets",
                        report.results().stream().map(FleetDocuments::result).toList())
                .with("migrated", report.migrated().size())
                .with("upToDate", report.upToDate().size())
                .with("failed", report.failed().size())
                .with("notBegun", report.notBegun().size())
                .members();
    }

    private static Map<String, @Nullable Object> result(TargetResult result) {
        Failure failure = result instanceof TargetResult.Failed failed
                ? TargetFailures.of(failed.target(), failed.failure())
                : null;
        MigrationReport report = result instanceof TargetResult.Migrated migrated
                ? migrated.report()
                : failure == null ? MigrationReport.EMPTY : failure.report();
        JsonObject target = target(result.target())
                .with("result", ResultKind.of(result).name())
                .with(
                        "reason",
                        result instanceof TargetResult.NotBegun notBegun
                                ? notBegun.reason().name()
                                : null);
        return JsonDocuments.withSteps(target, report)
                .with("error", failure == null ? null : JsonDocuments.error(failure))
                .members();
    }

    static Map<String, ?> status(String command, FleetStatus status) {
        return new JsonObject()
                .with("command", command)
                .with(
                        "targets",
                        status.targets().stream().map(FleetDocuments::status).toList())
                .with("upToDate", status.of(TargetStatus.UpToDate.class).size())
                .with("pending", status.of(TargetStatus.Pending.class).size())
                .with("running", status.of(TargetStatus.Running.class).size())
                .with("refused", status.of(TargetStatus.Refused.class).size())
                .with("failed", status.of(TargetStatus.Failed.class).size())
                .with("unknown", status.of(TargetStatus.Unknown.class).size())
                .members();
    }

    private static Map<String, @Nullable Object> status(TargetStatus status) {
        TargetStatus.Running running = status instanceof TargetStatus.Running it ? it : null;
        LeaseHolder holder = running == null ? null : running.holder();
        List<Problem> problems = status instanceof TargetStatus.Refused refused ? refused.problems() : List.of();
        return target(status.target())
                .with("state", StateKind.of(status).name())
                .with("pending", pending(status))
                .with("lease", JsonDocuments.lease(holder))
                .with("problems", JsonDocuments.problems(problems))
                .with(
                        "error",
                        status instanceof TargetStatus.Failed failed
                                ? JsonDocuments.error(TargetFailures.of(failed.target(), failed.failure()))
                                : null)
                .members();
    }

    /** Null if it is not known. */
    private static @Nullable List<String> pending(TargetStatus status) {
        if (status instanceof TargetStatus.Pending pending) {
            return JsonDocuments.ids(pending.migrations().stream());
        }
        if (status instanceof TargetStatus.Running running) {
            return JsonDocuments.ids(running.migrations().stream());
        }
        return status instanceof TargetStatus.UpToDate ? List.of() : null;
    }

    private static JsonObject target(FleetTarget target) {
        return new JsonObject()
                .with("target", target.name())
                .with("database", target.database())
                .with("schema", target.schema());
    }
}
