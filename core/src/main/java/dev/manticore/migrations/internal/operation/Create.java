package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.load.NewMigration;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import java.time.Instant;

/** Writes the files of a new migration, with the next version over files and history. */
public record Create(NewMigration migration) implements Operation<CreatedMigration> {

    @Override
    public CreatedMigration carryOut(Run run) {
        long highestApplied = new HistoryReader(run)
                .history().orElse(History.NONE).entries().stream()
                        .mapToLong(AppliedMigration::version)
                        .max()
                        .orElse(0);
        return migration.write(run.settings().sources(), highestApplied, Instant.now());
    }
}
