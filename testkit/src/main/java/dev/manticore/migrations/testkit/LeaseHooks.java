package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.LeaseStore;
import org.jspecify.annotations.Nullable;

/** What the cases of a lease store need. */
interface LeaseHooks extends RunnerHooks {

    LeaseStore leaseStore(@Nullable String schema, String historyTable);
}
