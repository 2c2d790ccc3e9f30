package dev.manticore.migrations.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The platform on which the server runs, with the names that the server's archives use.
 *
 * @param system {@code linux}, {@code darwin} or {@code windows}
 * @param architecture {@code x86_64} or {@code arm_64}
 */
record Platform(String system, String architecture) {
    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64", "arm64", "arm_64");

    static Platform current() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return new Platform(
                system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : system,
                ARCHITECTURES.getOrDefault(architecture, architecture));
    }

    /** The resource that contains the server. */
    String archive() {
        return "postgres-" + this + ".txz";
    }

    boolean isWindows() {
        return system.equals("windows");
    }

    String program(String name) {
        return isWindows() ? name + ".exe" : name;
    }

    /** PostgreSQL refuses to run as root. */
    static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    @Override
    public String toString() {
        return system + "-" + architecture;
    }
}
