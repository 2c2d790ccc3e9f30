package dev.manticore.migrations.settings.flyway;

import dev.manticore.migrations.settings.text.Spelling;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a configuration by key, for the selected environment. Says what becomes of each: which are taken, which are
 * left alone, which are not supported.
 */
final class KnownEntries {
    private static final String DEFAULT_ENVIRONMENT = "default";
    private static final String ENVIRONMENTS = "environments.";
    private static final String PLACEHOLDERS = "placeholders.";
    private static final String JDBC_PROPERTIES = "jdbcProperties.";
    /** Of other databases, other commands and stores of secrets. */
    private static final Set<String> FOREIGN = Set.of(
            "oracle",
            "sqlserver",
            "db2z",
            "clickhouse",
            "nativeConnectors",
            "add",
            "check",
            "deploy",
            "diff",
            "diffText",
            "generate",
            "init",
            "migrate",
            "model",
            "prepare",
            "snapshot",
            "undo");

    private static final Set<String> SECRET_STORES = Set.of("dapr", "gcsm", "vault", "azureKeyVault");

    private final Reports reports;
    private final Map<FlywayKey, FlywayValue> values = new EnumMap<>(FlywayKey.class);
    private final Map<String, FlywayValue> placeholders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> leftAlone = new LinkedHashMap<>();

    private KnownEntries(Reports reports) {
        this.reports = reports;
    }

    static KnownEntries of(RawConfiguration configuration, Reports reports) {
        KnownEntries known = new KnownEntries(reports);
        Map<String, FlywayValue> entries = configuration.entries();
        FlywayValue selected = entries.get(FlywayKey.ENVIRONMENT.key());
        String environment =
                selected == null ? DEFAULT_ENVIRONMENT : selected.text().strip();
        known.checkEnvironment(selected, environment, entries.keySet());
        String own = ENVIRONMENTS + environment + ".";
        entries.forEach((key, value) -> {
            if (!key.startsWith(ENVIRONMENTS)) {
                known.add(key, value);
            }
        });
        // What an environment has goes first, unless a variable or a later file has it.
        entries.forEach((key, value) -> {
            if (key.startsWith(own)) {
                String inside = key.substring(own.length());
                known.addOwn(inside.startsWith("flyway.") ? inside.substring("flyway.".length()) : inside, value);
            }
        });
        known.report(configuration.files());
        return known;
    }

    private void checkEnvironment(@Nullable FlywayValue selected, String environment, Set<String> keys) {
        Set<String> names = new TreeSet<>();
        keys.stream()
                .filter(key -> key.startsWith(ENVIRONMENTS))
                .map(key -> key.substring(ENVIRONMENTS.length()))
                .filter(rest -> rest.indexOf('.') > 0)
                .forEach(rest -> names.add(rest.substring(0, rest.indexOf('.'))));
        if (names.isEmpty()
                ? selected == null || environment.equals(DEFAULT_ENVIRONMENT)
                : names.contains(environment)) {
            return;
        }
        String existing = names.isEmpty() ? "There are none" : "There are " + String.join(", ", names);
        if (selected != null) {
            reports.error(
                    selected.place() + ": there is no environment '" + environment + "'. " + existing + ".",
                    "Choose one of the environments of the configuration.");
        } else {
            reports.warning("no environment is selected, and there is no environment 'default'. " + existing
                    + ". Select one with environment=\"..\" below [flyway], or with the variable flyway_environment.");
        }
    }

    private void addOwn(String key, FlywayValue value) {
        FlywayValue before = FlywayKey.of(key).map(values::get).orElse(null);
        if (before == null || !before.place().startsWith("FLYWAY_")) {
            add(key, value);
        }
    }

    private void add(String key, FlywayValue value) {
        Optional<FlywayKey> known = FlywayKey.of(key);
        String namespace = key.contains(".") ? key.substring(0, key.indexOf('.')) : "";
        if (known.isPresent()) {
            values.put(known.get(), value);
        } else if (key.startsWith(PLACEHOLDERS)) {
            placeholders.put(key.substring(PLACEHOLDERS.length()), value);
        } else if (key.startsWith(JDBC_PROPERTIES)) {
            reports.warning(value.place() + ": " + key
                    + " is not supported: add it to the URL as a parameter if the PostgreSQL driver has it.");
        } else if (SECRET_STORES.contains(namespace)) {
            reports.warning(
                    value.place() + ": " + key + " is not supported: secrets are taken from environment variables.");
        } else if (FOREIGN.contains(namespace)) {
            leftAlone.put(key, "it is about another database or command");
        } else if (!namespace.equals("resolvers") && !namespace.equals("provisioners")) {
            reports.warning(value.place() + ": Flyway has no key '" + key + "'"
                    + nearest(key).map(near -> "; did you mean " + near + "?").orElse(".") + " It is ignored.");
        }
    }

    private static Optional<String> nearest(String key) {
        return Spelling.nearest(
                key, Arrays.stream(FlywayKey.values()).map(FlywayKey::key).toList());
    }

    private void report(List<String> files) {
        StringBuilder taken = new StringBuilder();
        values.forEach((key, value) -> {
            switch (key.treatment()) {
                case TAKEN -> taken.append(taken.isEmpty() ? "" : ", ").append(key.key());
                case LEFT_ALONE -> leftAlone.put(key.key(), key.reason());
                case WARNED -> {
                    if (matters(value)) {
                        reports.warning(value.place() + ": " + key.key() + " is not supported: " + key.reason() + ".");
                    }
                }
                case REFUSED -> {
                    if (matters(value)) {
                        reports.error(
                                value.place() + ": " + key.key() + " is not supported: " + key.reason() + ".",
                                "Remove it, or set it to its default.");
                    }
                }
            }
        });
        placeholders
                .keySet()
                .forEach(name -> taken.append(taken.isEmpty() ? "" : ", ")
                        .append(PLACEHOLDERS)
                        .append(name));
        if (!taken.isEmpty()) {
            String from =
                    files.isEmpty() ? "environment variables" : String.join(", ", files) + " and FLYWAY_ variables";
            reports.note("taken from " + from + ": " + taken + ".");
        }
        if (!leftAlone.isEmpty()) {
            reports.note("left alone: "
                    + String.join(
                            "; ",
                            leftAlone.entrySet().stream()
                                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                                    .toList())
                    + ".");
        }
    }

    private static boolean matters(FlywayValue value) {
        String text = value.text().strip();
        return !text.isEmpty() && !text.equalsIgnoreCase("false") && !text.equals("0");
    }

    Optional<FlywayValue> get(FlywayKey key) {
        return Optional.ofNullable(values.get(key))
                .filter(value -> !value.text().isBlank());
    }

    Map<String, FlywayValue> placeholders() {
        return placeholders;
    }
}
