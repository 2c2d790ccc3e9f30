package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.fleet.TargetResult;

/** What came of a target. The names are stable and part of the JSON output. */
public enum ResultKind {
    MIGRATED,
    UP_TO_DATE,
    FAILED,
    NOT_BEGUN;

    static ResultKind of(TargetResult result) {
        if (result instanceof TargetResult.Migrated) {
            return MIGRATED;
        }
        if (result instanceof TargetResult.UpToDate) {
            return UP_TO_DATE;
        }
        return result instanceof TargetResult.Failed ? FAILED : NOT_BEGUN;
    }
}
