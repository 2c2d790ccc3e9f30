package dev.manticore.migrations;

import dev.manticore.migrations.internal.load.SharedMigrations;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files that several migrators read once. The first run of any of them finds and reads the files; later runs see what it has
 * read, also if a file was changed since then. Each file is cut into statements once, or once for each run if it has a
 * placeholder whose value differs between the migrators. What was read is kept while there is enough memory.
 *
 * <p>Thread-safe. For a number of runs that belong together: forget it after them.
 *
 * @see MigratorBuilder#sharing
 */
public final class SharedFiles {
    private final SharedMigrations migrations = new SharedMigrations();

    /** Nothing has been read yet. */
    public SharedFiles() {}

    /**
     * Returns whether a repeatable migration or a callback may differ between migrators with other values of these placeholders,
     * or with other databases, users or schemas. Otherwise, migrators whose histories are equal have the same to do, if one of
     * them has nothing to do.
     *
     * @param placeholders names; their case does not matter
     * @return true as well if nothing was read yet
     */
    public boolean repeatedVary(Set<String> placeholders) {
        return migrations.repeatedVary(lowerCase(placeholders));
    }

    /** Returns whether any migration or callback may differ; see {@link #repeatedVary}. Opens files that no run has opened. */
    public boolean anyVary(Set<String> placeholders) {
        return migrations.anyVary(lowerCase(placeholders));
    }

    private static Set<String> lowerCase(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    SharedMigrations migrations() {
        return migrations;
    }
}
