package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Problem;

/** Migrations that the history has as failed. */
final class FailedMigrations {
    private FailedMigrations() {}

    static Problem problem(AppliedMigration entry) {
        return new Problem(
                Problem.Kind.FAILED_MIGRATION,
                "The history has " + entry.id().label(entry.description()) + " as failed, since " + entry.appliedAt()
                        + ". Some of its statements may have been executed.",
                null,
                "Undo by hand what it has changed, and remove its row from the history.");
    }
}
