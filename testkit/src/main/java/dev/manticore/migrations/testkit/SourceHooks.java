package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.MigrationSource;
import java.util.Map;

/** What the cases of a source need. */
interface SourceHooks {

    MigrationSource source(Map<String, byte[]> scripts) throws Exception;
}
