package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.internal.load.ResolvedMigration;
import java.util.Optional;

/** Migrations whose settings say that they are not executed. They are not recorded either. */
final class SkippedScripts {
    private SkippedScripts() {}

    /** The note about a migration that is not executed; empty for others. */
    static Optional<String> note(ResolvedMigration migration) {
        return migration.isSkipped()
                ? Optional.of(migration.id().label() + " is not executed, because "
                        + migration.up().origin() + ".conf says shouldExecute=false.")
                : Optional.empty();
    }
}
