package dev.manticore.migrations.cli.fleet;

import dev.manticore.migrations.fleet.FleetReport;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.fleet.TargetStatus;
import dev.manticore.migrations.settings.failure.ExitCode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The exit code of a fleet: that of its worst target. */
public final class WorstResult {
    private static final List<ExitCode> FROM_BEST = List.of(
            ExitCode.OK,
            ExitCode.PENDING,
            ExitCode.LEASE_NOT_OBTAINED,
            ExitCode.UNREACHABLE,
            ExitCode.INVALID,
            ExitCode.USAGE,
            ExitCode.FAILED);

    private WorstResult() {}

    /** After a run. */
    public static ExitCode of(FleetReport report) {
        return worst(report.results().stream().map(WorstResult::of));
    }

    private static ExitCode of(TargetResult result) {
        if (result instanceof TargetResult.Failed failed) {
            return TargetFailures.of(failed.target(), failed.failure()).code().exitCode();
        }
        // Otherwise the failures of other targets are the reason.
        return result instanceof TargetResult.NotBegun skipped && skipped.reason() == TargetResult.Reason.INTERRUPTED
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    /**
     * Of a status.
     *
     * @param strict whether all have to be up to date; otherwise it only has to be known how they stand
     */
    public static ExitCode of(FleetStatus status, boolean strict) {
        return worst(status.targets().stream()
                .map(target -> strict
                        ? of(target, ExitCode.PENDING, ExitCode.INVALID)
                        : of(target, ExitCode.OK, ExitCode.OK)));
    }

    /** What is pending is valid. */
    public static ExitCode ofValidation(FleetStatus status) {
        return worst(status.targets().stream().map(target -> of(target, ExitCode.OK, ExitCode.INVALID)));
    }

    private static ExitCode of(TargetStatus status, ExitCode pending, ExitCode refused) {
        if (status instanceof TargetStatus.Failed failed) {
            return TargetFailures.of(failed.target(), failed.failure()).code().exitCode();
        }
        if (status instanceof TargetStatus.Unknown) {
            return ExitCode.FAILED;
        }
        if (status instanceof TargetStatus.Refused) {
            return refused;
        }
        boolean isPending = status instanceof TargetStatus.Pending
                || (status instanceof TargetStatus.Running running
                        && !running.migrations().isEmpty());
        return isPending ? pending : ExitCode.OK;
    }

    private static ExitCode worst(Stream<ExitCode> codes) {
        return codes.max(Comparator.comparing(FROM_BEST::indexOf)).orElse(ExitCode.OK);
    }
}
