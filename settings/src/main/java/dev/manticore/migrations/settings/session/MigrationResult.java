package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus.Entry;
import java.util.List;

/**
 * The result of a run that migrates.
 *
 * @param entries files and history side by side if there was nothing to do; otherwise empty
 */
public record MigrationResult(MigrationReport report, List<Entry> entries) {
    public MigrationResult {
        entries = List.copyOf(entries);
    }
}
