package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.SettingProblems;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Refuses durations without a unit: Boot takes them for milliseconds, and whoever writes them mostly means seconds. */
final class DurationUnits {
    private static final List<String> KEYS = List.of(
            "lease",
            "lock-wait",
            "answer-timeout",
            "lock-timeout",
            "lock-retry-pause",
            "lock-retry-time",
            "statement-timeout",
            "batch-time");
    private static final Pattern WITHOUT = Pattern.compile("[+-]?0*[1-9]\\d*");

    private final Binder binder;

    DurationUnits(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /** Adds those of all databases, also what is set for all. */
    void check(List<DatabaseSettings> databases, SettingProblems problems) {
        check(MigrationsProperties.PREFIX, MigrationsProperties.PREFIX, problems);
        for (DatabaseSettings settings : databases) {
            if (settings.isNamed()) {
                String name = MigrationsProperties.PREFIX + ".databases";
                check(name + "[" + settings.name() + "]", name + "." + settings.name(), problems);
            }
        }
    }

    /** @param place the prefix as it is told */
    private void check(String prefix, String place, SettingProblems problems) {
        for (String key : KEYS) {
            String text =
                    binder.bind(prefix + "." + key, String.class).orElse("").strip();
            if (WITHOUT.matcher(text).matches()) {
                problems.add(place + "." + key, "'" + text + "' has no unit.", "Use e.g. 500ms, 30s or 5m.");
            }
        }
    }
}
