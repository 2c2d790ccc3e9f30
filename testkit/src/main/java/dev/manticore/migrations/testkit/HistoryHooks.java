package dev.manticore.migrations.testkit;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.spi.HistoryStore;
import org.jspecify.annotations.Nullable;

/** What the cases of a history store need. */
interface HistoryHooks extends RunnerHooks {

    HistoryStore store(@Nullable String schema, String table);

    default AppliedMigration kept(AppliedMigration recorded) {
        return recorded;
    }
}
