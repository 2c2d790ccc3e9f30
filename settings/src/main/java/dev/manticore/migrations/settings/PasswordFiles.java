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
        if (propertiesHoldAPassword()) {
            files.add(environment.directory().resolve(PropertiesFile.NAME));
        }
        if (database instanceof DatabaseChoice.Server server && server.password() == null) {
            files.add(passwordFile());
        }
        return files.stream()
                .filter(PasswordFiles::isReadableByAll)
                .map(file -> "warning: every user of this machine can read " + file
                        + ", which contains a password. To keep it private: chmod 600 " + file)
                .toList();
    }

    private boolean propertiesHoldAPassword() {
        SettingValue url = layers.file().get(Setting.URL);
        return layers.file().has(Setting.PASSWORD) || (url != null && holdsSecret(url.text()));
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
