package dev.manticore.migrations.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of a JSON object in order. */
final class JsonObject {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    JsonObject with(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    Map<String, @Nullable Object> members() {
        return members;
    }
}
