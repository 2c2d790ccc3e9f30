package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.fleet.TargetStatus;

/** How a target stands. The names are stable and part of the JSON output. */
public enum StateKind {
    UP_TO_DATE,
    PENDING,
    RUNNING,
    REFUSED,
    FAILED,
    UNKNOWN;

    static StateKind of(TargetStatus status) {
        if (status instanceof TargetStatus.UpToDate) {
            return UP_TO_DATE;
        }
        if (status instanceof TargetStatus.Pending) {
            return PENDING;
        }
        if (status instanceof TargetStatus.Running) {
            return RUNNING;
        }
        if (status instanceof TargetStatus.Refused) {
            return REFUSED;
        }
        return status instanceof TargetStatus.Failed ? FAILED : UNKNOWN;
    }
}
