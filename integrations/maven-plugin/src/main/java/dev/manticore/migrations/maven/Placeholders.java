package dev.manticore.migrations.maven;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Placeholders from the POM and from properties of the command line, which go first. */
final class Placeholders {
    private static final String PREFIX = "manticore.placeholders.";

    private Placeholders() {}

    /** A value, and where it was set. */
    record Value(String text, String place) {}

    /** Whether a property is the value of a placeholder. */
    static boolean isOne(String property) {
        return property.startsWith(PREFIX) && property.length() > PREFIX.length();
    }

    static Map<String, Value> of(@Nullable Map<String, @Nullable String> configured, Properties properties) {
        Map<String, Value> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String property : properties.stringPropertyNames()) {
            if (isOne(property)) {
                all.put(
                        property.substring(PREFIX.length()),
                        new Value(properties.getProperty(property), "-D" + property));
            }
        }
        if (configured != null) {
            // An empty element has no value for Maven.
            configured.forEach((name, text) ->
                    all.putIfAbsent(name, new Value(text == null ? "" : text, "the parameter placeholders")));
        }
        return all;
    }
}
