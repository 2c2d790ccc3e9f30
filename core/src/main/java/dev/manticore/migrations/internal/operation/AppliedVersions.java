package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import java.util.List;

/** Reads the history alone. */
public record AppliedVersions() implements Operation<List<Version>> {

    @Override
    public List<Version> carryOut(Run run) {
        return HistoryReader.ofVersions(run).history().orElse(History.NONE).entries().stream()
                .map(AppliedMigration::id)
                .filter(Version.class::isInstance)
                .map(Version.class::cast)
                .toList();
    }
}
