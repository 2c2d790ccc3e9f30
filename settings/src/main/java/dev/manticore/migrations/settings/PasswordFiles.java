package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.DatabaseUrl;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Warns of files with passwords that every user of the machine can read. */
final class PasswordFiles {
    private final ProcessEnvironment environment;
    private final Layers layers;

    PasswordFiles(ProcessEnvironment environment, Layers layers) {
        this.environment = environment;
        this.layers = layers;
    }

    List<String> warnings(@Nullable DatabaseChoice database) {
        List<Path> files = new ArrayList<>();
        if (holdsPassword(layers.file())) {
            files.add(environment.directory().resolve(PropertiesFile.NAME));
        }
        if (database instanceof DatabaseChoice.Server server && server.password() == null) {
            files.add(passwordFile());
        }
        return warnings(files.stream());
    }

    /** A warning if every user can read a file with passwords. */
    static List<String> warningsOf(Path file) {
        return warnings(Stream.of(file));
    }

    private static List<String> warnings(Stream<Path> files) {
        return files.filter(PasswordFiles::isReadableByAll)
                .map(file -> "warning: every user of this machine can read " + file
                        + ", which contains a password. To keep it private: chmod 600 " + file)
                .toList();
    }

    static boolean holdsPassword(Layer layer) {
        SettingValue url = layer.get(Setting.URL);
        return layer.has(Setting.PASSWORD) || (url != null && holdsSecret(url.text()));
    }

    private static boolean holdsSecret(String url) {
        try {
            return DatabaseUrl.parse(url.strip()).holdsSecret();
        } catch (IllegalArgumentException malformed) {
            // Reported if it is used.
            return false;
        }
    }

    /** The one that the driver reads if no password is known. */
    private Path passwordFile() {
        String given = environment.variable("PGPASSFILE");
        String home = Objects.requireNonNullElse(environment.variable("HOME"), System.getProperty("user.home"));
        return given == null ? Path.of(home, ".pgpass") : environment.resolve(given);
    }

    private static boolean isReadableByAll(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) > 0
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
