package dev.manticore.migrations.internal.history;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.ContentChecksum;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import java.util.List;
import java.util.Map;

/** Reads versions, repeatable migrations and the checksums of their contents in one message. */
public final class WholeHistory {
    private WholeHistory() {}

    /** The query of the run's store; of the versions alone where the run reads nothing else. */
    public static Query<History> query(Run run) {
        HistoryStore store = run.store();
        Query<History> history = store.history(run.database());
        if (!run.readsRepeatables()) {
            return history;
        }
        Query<List<AppliedMigration>> repeatables = store.repeatables(run.database());
        Query<Map<MigrationId, ContentChecksum>> contents = store.contentChecksums(run.database());
        return history.and(repeatables, (versions, repeated) -> versions.with(repeated))
                .and(contents, (migrations, checksums) -> migrations.with(checksums));
    }
}
