package dev.manticore.migrations.settings.flyway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of all configuration files and variables, by their keys without {@code flyway.}; a later entry replaces an
 * earlier one. Those of environments have the key {@code environments.NAME.KEY}. Not thread-safe.
 */
final class RawConfiguration {
    private final Map<String, FlywayValue> entries = new LinkedHashMap<>();
    private final List<String> files = new ArrayList<>();

    void put(String key, FlywayValue value) {
        // The place in the order is that of the last one.
        entries.remove(key);
        entries.put(key, value);
    }

    void addFile(String name) {
        files.add(name);
    }

    Map<String, FlywayValue> entries() {
        return entries;
    }

    /** The names of the files that were read, in order. */
    List<String> files() {
        return files;
    }
}
