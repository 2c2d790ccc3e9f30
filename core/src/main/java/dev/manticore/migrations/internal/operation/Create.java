package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.NewMigration;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import java.time.Instant;
import java.util.Comparator;

/** Writes the files of a new migration, with the next version over files and history. */
public record Create(NewMigration migration) implements Operation<CreatedMigration> {

    @Override
    public CreatedMigration carryOut(Run run) {
        Version highestApplied = new AppliedVersions()
                .carryOut(run).stream().max(Comparator.naturalOrder()).orElse(Version.ZERO);
        return migration.write(
                run.settings().sources(), highestApplied, run.settings().reading(), Instant.now());
    }
}
