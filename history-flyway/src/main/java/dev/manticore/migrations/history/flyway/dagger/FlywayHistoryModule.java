package dev.manticore.migrations.history.flyway.dagger;

import dagger.BindsOptionalOf;
import dagger.Module;
import dagger.Provides;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.spi.HistoryStore;
import java.util.Optional;

/** Binds Flyway's table as the history store, for the migrator modules of the adapters. */
@Module
public interface FlywayHistoryModule {

    /** The table. {@code flyway_schema_history} in the connection's current schema if none is bound. */
    @BindsOptionalOf
    FlywayTable table();

    @Provides
    static HistoryStore history(Optional<FlywayTable> table) {
        return table.map(it -> FlywayHistory.table(it.schema(), it.name()))
                .orElseGet(() -> FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE));
    }
}
