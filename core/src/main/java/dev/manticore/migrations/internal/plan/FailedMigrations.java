package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import java.util.Set;

/** Migrations that the history has as failed. */
final class FailedMigrations {
    private FailedMigrations() {}

    static Problem problem(AppliedMigration entry) {
        return new Problem(
                Problem.Kind.FAILED_MIGRATION,
                "The history has " + entry.id().label(entry.description()) + " as failed, since " + entry.appliedAt()
                        + ". Some of its statements may have been executed.",
                null,
                Remedy.of("Undo by hand what it has changed.")
                        .or("then, to take it out of the history", new Remedy.Repair(Set.of())));
    }
}
