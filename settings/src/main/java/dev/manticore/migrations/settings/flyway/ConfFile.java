package dev.manticore.migrations.settings.flyway;

import dev.manticore.migrations.settings.properties.PropertyLines;

/** Reads a configuration file in Flyway's older format: properties whose keys begin with {@code flyway.}. */
final class ConfFile {
    private static final String PREFIX = "flyway.";

    private final String name;
    private final ValueResolver resolver;
    private final RawConfiguration configuration;
    private final Reports reports;

    ConfFile(String name, ValueResolver resolver, RawConfiguration configuration, Reports reports) {
        this.name = name;
        this.resolver = resolver;
        this.configuration = configuration;
        this.reports = reports;
    }

    void read(String text) {
        // A backslash is only special at the end of a line.
        String literal = text.replace("\\", "\\\\").replaceAll("\\\\\\\\(\\r?\\n|$)", "\\\\$1");
        PropertyLines.read(literal.lines().toList(), new PropertyLines.Receiver() {
            @Override
            public void entry(String key, String value, int line) {
                add(key, value, name + ":" + line);
            }

            @Override
            public void malformed(String message, int line) {
                reports.error(name + ":" + line + ": " + message, "Correct the line.");
            }
        });
    }

    private void add(String key, String value, String place) {
        if (key.startsWith(PREFIX)) {
            configuration.put(
                    key.substring(PREFIX.length()), FlywayValue.of(resolver.substitute(value.strip()), place));
        } else {
            reports.warning(place + ": the key '" + key + "' does not begin with " + PREFIX + "; it is ignored.");
        }
    }
}
