package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The places of settings in order of precedence. For each setting, the first place that has it wins. */
record Layers(Layer commandLine, Layer variables, Layer file, Layer flyway) {

    static Layers below(Layer commandLine, ProcessEnvironment environment) {
        return new Layers(
                commandLine,
                Layer.ofVariables(environment.variables()),
                PropertiesFile.read(environment.directory().resolve(PropertiesFile.NAME)),
                new Layer());
    }

    /** These places above the configuration of a Flyway project. */
    Layers above(Layer project) {
        return new Layers(commandLine, variables, file, project);
    }

    List<Layer> inOrder() {
        return List.of(commandLine, variables, file, flyway);
    }

    @Nullable
    SettingValue get(Setting setting) {
        return holder(setting).get(setting);
    }

    List<SettingValue> all(Setting setting) {
        return holder(setting).all(setting);
    }

    /** All placeholders; for each name, the first place that has it wins. */
    Map<String, SettingValue> placeholders() {
        Map<String, SettingValue> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Layer layer : inOrder()) {
            layer.placeholders().forEach(merged::putIfAbsent);
        }
        return merged;
    }

    /** The place with the highest precedence that has the setting, or an empty layer. */
    private Layer holder(Setting setting) {
        return inOrder().stream()
                .filter(layer -> layer.has(setting))
                .findFirst()
                .orElseGet(Layer::new);
    }
}
