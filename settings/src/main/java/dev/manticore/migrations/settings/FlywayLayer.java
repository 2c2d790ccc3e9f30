package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.flyway.FlywayProject;
import dev.manticore.migrations.settings.flyway.FlywayValue;
import java.util.Optional;

/** The settings of a Flyway project that have a setting of this program. */
final class FlywayLayer {
    private FlywayLayer() {}

    static Layer of(FlywayProject project) {
        Layer layer = new Layer();
        add(layer, Setting.URL, project.url());
        add(layer, Setting.USER, project.user());
        add(layer, Setting.PASSWORD, project.password());
        add(layer, Setting.SCHEMA, project.defaultSchema());
        add(layer, Setting.TABLE, Optional.of(project.table()));
        add(layer, Setting.ENCODING, project.encoding());
        add(layer, Setting.LOCK_WAIT, project.lockWait());
        project.sources().forEach(source -> add(layer, Setting.SOURCE, Optional.of(source)));
        project.jars().forEach(jar -> layer.add(Setting.JAR, new SettingValue(jar, "jarDirs")));
        return layer;
    }

    private static void add(Layer layer, Setting setting, Optional<FlywayValue> value) {
        value.ifPresent(given -> layer.add(setting, new SettingValue(given.text(), given.place())));
    }
}
