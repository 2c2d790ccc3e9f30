package dev.manticore.migrations.settings.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of a JSON object in order. Not thread-safe. */
public final class JsonObject {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** Adds a member. Of two with one name, the later one counts. */
    public JsonObject with(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** What was added so far; also what is added later. */
    public Map<String, @Nullable Object> members() {
        return members;
    }
}
