package dev.manticore.migrations.application;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of which the tests set few. */
final class TestSettings {
    private TestSettings() {}

    static MigrationSettings none() {
        return of(null, null);
    }

    static MigrationSettings of(@Nullable String schema, @Nullable String table) {
        return new MigrationSettings(
                null, null, null, null, schema, table, null, null, null, null, null, null, null, null, null, null,
                Map.of(), null, null, null, null, null, null);
    }
}
