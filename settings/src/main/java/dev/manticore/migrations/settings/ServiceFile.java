package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a service in libpq's service files.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-pgservice.html">The connection service file</a>
 */
final class ServiceFile {
    private static final String NAME = "pg_service.conf";
    /** Debian's; libpq of other builds has another one. {@code PGSYSCONFDIR} names it. */
    private static final String SYSTEM_DIRECTORY = "/etc/postgresql-common";

    private final Path file;
    private final Map<String, SettingValue> values = new LinkedHashMap<>();

    private ServiceFile(Path file) {
        this.file = file;
    }

    /**
     * The parameters of a service, with libpq's keywords.
     *
     * @throws ToolException if the service is not defined, or its definition is malformed
     */
    static Map<String, SettingValue> read(ProcessEnvironment environment, String service) {
        List<Path> files = files(environment);
        return files.stream()
                .filter(Files::exists)
                .map(file -> new ServiceFile(file).service(service))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> ToolException.usage(
                        "The service '" + service + "' is not defined in "
                                + String.join(
                                        " or ",
                                        files.stream().map(Path::toString).toList()) + ".",
                        "Define it there, or remove 'service' from the URL and PGSERVICE from the environment."));
    }

    private static List<Path> files(ProcessEnvironment environment) {
        String only = environment.variable("PGSERVICEFILE");
        if (only != null) {
            return List.of(environment.resolve(only));
        }
        String home = Objects.requireNonNullElse(environment.variable("HOME"), System.getProperty("user.home"));
        String system = Objects.requireNonNullElse(environment.variable("PGSYSCONFDIR"), SYSTEM_DIRECTORY);
        return Stream.of(Path.of(home, "." + NAME), environment.resolve(system).resolve(NAME))
                .toList();
    }

    private Optional<Map<String, SettingValue>> service(String name) {
        List<String> lines = lines();
        int start = lines.indexOf("[" + name + "]");
        for (int index = start + 1; start >= 0 && index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.startsWith("[")) {
                break;
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, file + ":" + (index + 1));
            }
        }
        return start < 0 ? Optional.empty() : Optional.of(values);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .toList();
        } catch (IOException failure) {
            throw ToolException.usage(
                    "The service file " + file + " cannot be read: " + failure, "Make it a readable file in UTF-8.");
        }
    }

    private void add(String line, String place) {
        int equals = line.indexOf('=');
        if (equals < 1 || line.startsWith("ldap")) {
            throw ToolException.usage(
                    place + ": " + (equals < 1 ? "the line" : "LDAP") + " is not supported.",
                    "Write lines of the form keyword=value, e.g. host=db.example.com.");
        }
        String keyword = line.substring(0, equals).strip();
        // libpq takes the first of several, too.
        values.putIfAbsent(keyword, new SettingValue(line.substring(equals + 1), place));
    }
}
