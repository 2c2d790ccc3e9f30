package dev.manticore.migrations.settings.flyway;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds and reads configuration files and variables as Flyway's command line does: files of the home directory, then of the
 * current one, then environment variables; a later value replaces an earlier one. If there is a file in TOML, those in the
 * older format are not read.
 */
final class ConfigurationFiles {
    private static final List<String> TOML = List.of("flyway.toml", "flyway.user.toml");
    private static final List<String> CONF = List.of("flyway.conf");
    private static final String FILES_VARIABLE = "FLYWAY_CONFIG_FILES";
    private static final String PLACEHOLDERS_VARIABLE = "FLYWAY_PLACEHOLDERS_";

    private final ProcessEnvironment environment;
    private final Reports reports;
    private final RawConfiguration configuration = new RawConfiguration();

    private ConfigurationFiles(ProcessEnvironment environment, Reports reports) {
        this.environment = environment;
        this.reports = reports;
    }

    /**
     * Reads everything.
     *
     * @param given the files that the user named, with commas between them; blank for those in the usual places
     */
    static RawConfiguration read(ProcessEnvironment environment, String given, Reports reports) {
        ConfigurationFiles files = new ConfigurationFiles(environment, reports);
        String named = given.isBlank() ? Objects.requireNonNullElse(environment.variable(FILES_VARIABLE), "") : given;
        if (named.isBlank()) {
            files.readUsual();
        } else {
            files.readNamed(named, given.isBlank() ? FILES_VARIABLE : "--flyway");
        }
        files.readVariables();
        return files.configuration;
    }

    private void readNamed(String named, String place) {
        List<Path> paths = Arrays.stream(named.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(environment::resolve)
                .toList();
        boolean mixed = paths.stream().anyMatch(ConfigurationFiles::isToml)
                && !paths.stream().allMatch(ConfigurationFiles::isToml);
        if (mixed) {
            reports.error(place + " names files in TOML and in the older format.", "Use one format, as Flyway does.");
        }
        for (Path path : paths) {
            if (Files.exists(path)) {
                read(path);
            } else {
                reports.error(place + ": the file " + path + " does not exist.", "Correct the path.");
            }
        }
    }

    private void readUsual() {
        List<Path> toml = existing(TOML);
        List<Path> used = toml.isEmpty() ? existing(CONF) : toml;
        used.forEach(this::read);
        if (used.isEmpty()) {
            reports.note(
                    "there is no flyway.toml and no flyway.conf in the current directory, in its directory conf, or in the"
                            + " home directory. Environment variables and Flyway's defaults apply.");
        }
    }

    /** Those that exist, in the order in which they are read. */
    private List<Path> existing(List<String> names) {
        String home = Objects.requireNonNullElse(environment.variable("HOME"), System.getProperty("user.home"));
        return Stream.of(environment.resolve("conf"), Path.of(home), environment.resolve(""))
                .flatMap(directory -> names.stream().map(directory::resolve))
                .filter(Files::exists)
                .toList();
    }

    private static boolean isToml(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".toml");
    }

    private void read(Path path) {
        String name = shown(path);
        String text;
        try {
            // Opening a named pipe would wait for a writer.
            if (!Files.isRegularFile(path)) {
                throw new IOException("not a regular file");
            }
            text = Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            reports.error(name + " cannot be read: " + failure, "Make it a readable file in UTF-8, or remove it.");
            return;
        }
        configuration.addFile(name);
        ValueResolver resolver = new ValueResolver(environment, reports);
        if (isToml(path)) {
            new TomlFile(name, resolver, configuration, reports).read(text);
        } else {
            new ConfFile(name, resolver, configuration, reports).read(text);
        }
    }

    private String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path directory = environment.directory().toAbsolutePath().normalize();
        return (absolute.startsWith(directory) ? directory.relativize(absolute) : absolute).toString();
    }

    private void readVariables() {
        Map<String, String> variables = environment.variables();
        for (FlywayKey key : FlywayKey.values()) {
            String variable = key.variable();
            String value = variables.getOrDefault(variable, "");
            if (!value.isEmpty() && key != FlywayKey.CONFIG_FILES) {
                configuration.put(key.key(), FlywayValue.of(value, variable));
            }
        }
        // The only variable that Flyway reads in lower case.
        String selected = environment.variable("flyway_environment");
        if (selected != null) {
            configuration.put(FlywayKey.ENVIRONMENT.key(), FlywayValue.of(selected, "flyway_environment"));
        }
        variables.forEach((variable, value) -> {
            if (variable.startsWith(PLACEHOLDERS_VARIABLE) && variable.length() > PLACEHOLDERS_VARIABLE.length()) {
                String name = variable.substring(PLACEHOLDERS_VARIABLE.length()).toLowerCase(Locale.ROOT);
                configuration.put("placeholders." + name, FlywayValue.of(value, variable));
            }
        });
    }
}
