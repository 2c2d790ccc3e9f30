package dev.manticore.migrations.cli.settings;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.cli.database.DatabaseChoice;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command works on. What is null was not set, and the library's default holds.
 *
 * @param sources directories and class-path locations as they were written
 * @param jars jar files as they were written
 * @param database null when none was named
 */
public record Settings(
        List<String> sources,
        List<String> jars,
        @Nullable DatabaseChoice database,
        @Nullable String schema,
        @Nullable String table,
        @Nullable Duration lease,
        @Nullable Duration lockWait,
        @Nullable Duration answerTimeout,
        Set<Deviation> allowed) {

    public Settings {
        sources = List.copyOf(sources);
        jars = List.copyOf(jars);
        allowed = Set.copyOf(allowed);
    }
}
