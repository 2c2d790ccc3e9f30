package dev.manticore.migrations.settings.flyway;

import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The locations of a Flyway project. */
final class Locations {
    private static final String DEFAULT = "filesystem:sql";
    /** At least two letters, since a single letter may be a Windows drive. */
    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z0-9]{2,}):(.*)", Pattern.DOTALL);

    private final ProcessEnvironment environment;
    private final KnownEntries entries;
    private final Reports reports;

    Locations(ProcessEnvironment environment, KnownEntries entries, Reports reports) {
        this.environment = environment;
        this.entries = entries;
        this.reports = reports;
    }

    /**
     * The sources.
     *
     * @param allRequired whether a location that does not exist is an error; otherwise it is left out, unless all of them
     *     are missing
     */
    List<FlywayValue> sources(boolean allRequired) {
        List<FlywayValue> sources = new ArrayList<>(sources(FlywayKey.LOCATIONS));
        if (entries.get(FlywayKey.LOCATIONS).isEmpty()) {
            sources.add(FlywayValue.of(DEFAULT, "Flyway's default"));
        }
        sources.addAll(sources(FlywayKey.CALLBACK_LOCATIONS));
        if (sources.stream().anyMatch(source -> source.text().startsWith("classpath:")) && jars().isEmpty()) {
            reports.note("locations on the class path are searched in the jars that --jar and jarDirs name.");
        }
        List<FlywayValue> existing =
                sources.stream().filter(source -> !isMissing(source)).toList();
        if (allRequired || existing.isEmpty()) {
            return sources;
        }
        sources.stream()
                .filter(this::isMissing)
                .forEach(source -> reports.warning(
                        source.place() + ": the location " + source.text() + " does not exist; it is left out."));
        return existing;
    }

    private List<FlywayValue> sources(FlywayKey key) {
        List<FlywayValue> sources = new ArrayList<>();
        Optional<FlywayValue> locations = entries.get(key);
        for (String location : locations.map(FlywayValue::list).orElse(List.of())) {
            String place = locations.get().place();
            Matcher scheme = WITH_SCHEME.matcher(location);
            if (!scheme.matches()) {
                // Without a prefix, a location is one of the class path.
                sources.add(FlywayValue.of("classpath:" + location, place));
            } else if (scheme.group(1).equals("filesystem") || scheme.group(1).equals("classpath")) {
                sources.add(FlywayValue.of(location, place));
            } else {
                reports.error(
                        place + ": the location " + location + " is not supported.",
                        "Use a directory (filesystem:DIR) or the class path (classpath:LOCATION).");
            }
        }
        return sources;
    }

    private boolean isMissing(FlywayValue source) {
        String path = source.text().substring(source.text().indexOf(':') + 1);
        if (!source.text().startsWith("filesystem:") || path.contains("*") || path.contains("?")) {
            return false;
        }
        try {
            return Files.notExists(environment.resolve(path));
        } catch (InvalidPathException refused) {
            return false;
        }
    }

    /** The jars in the directories of {@code jarDirs}. */
    List<String> jars() {
        List<String> jars = new ArrayList<>();
        Optional<FlywayValue> directories = entries.get(FlywayKey.JAR_DIRS);
        for (String directory : directories.map(FlywayValue::list).orElse(List.of())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(environment.resolve(directory), "*.jar")) {
                files.forEach(file -> jars.add(file.toString()));
            } catch (IOException | InvalidPathException failure) {
                reports.error(
                        directories.get().place() + ": the directory " + directory + " of jarDirs cannot be read.",
                        "Correct jarDirs.");
            }
        }
        return jars.stream().sorted().toList();
    }
}
