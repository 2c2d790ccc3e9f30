package dev.manticore.migrations.settings.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a configuration file in TOML. */
final class TomlFile {
    private final String name;
    private final ValueResolver resolver;
    private final RawConfiguration configuration;
    private final Reports reports;

    TomlFile(String name, ValueResolver resolver, RawConfiguration configuration, Reports reports) {
        this.name = name;
        this.resolver = resolver;
        this.configuration = configuration;
        this.reports = reports;
    }

    void read(String text) {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            toml.errors()
                    .forEach(error -> reports.error(
                            place(error.position()) + ":" + error.position().column() + ": " + error.getMessage() + ".",
                            "Correct the TOML."));
            return;
        }
        toml.keyPathSet(false).stream()
                .filter(path -> path.size() > 1
                        && (path.get(0).equals("flyway") || path.get(0).equals("environments")))
                .forEach(path -> add(path, toml.get(path), toml.inputPositionOf(path)));
    }

    private void add(List<String> path, @Nullable Object value, @Nullable TomlPosition position) {
        String key = String.join(".", path.get(0).equals("flyway") ? path.subList(1, path.size()) : path);
        String place = position == null ? name : place(position);
        List<String> texts = new ArrayList<>();
        boolean isArray = value instanceof TomlArray;
        List<Object> parts = value instanceof TomlArray array
                ? IntStream.range(0, array.size()).mapToObj(array::get).toList()
                : value == null ? List.of() : List.of(value);
        for (Object part : parts) {
            if (part instanceof Double) {
                reports.error(
                        place + ": the value of " + key + " is a number with a point, which drops zeros at its end.",
                        "Put it between quotes.");
            } else if (part instanceof TomlTable || part instanceof TomlArray) {
                reports.error(place + ": " + key + " is an array of arrays or tables.", "Use an array of texts.");
            } else {
                texts.add(part instanceof String text ? resolver.resolve(text, place) : String.valueOf(part));
            }
        }
        configuration.put(key, new FlywayValue(texts, isArray, place));
    }

    private String place(TomlPosition position) {
        return name + ":" + position.line();
    }
}
