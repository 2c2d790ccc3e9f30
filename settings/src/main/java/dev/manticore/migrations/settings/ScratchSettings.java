package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server on which migrations are tried.
 *
 * @param database one of its databases; null for an embedded server
 * @param init files of SQL that prepare its databases, as the user wrote them
 * @param version that the embedded server must have, e.g. {@code 18}; null for any
 * @param seeds directories of scripts that put rows in, as the user wrote them
 */
public record ScratchSettings(
        @Nullable DatabaseChoice database,
        List<String> init,
        @Nullable String version,
        List<String> seeds) {
    public ScratchSettings {
        init = List.copyOf(init);
        seeds = List.copyOf(seeds);
    }
}
