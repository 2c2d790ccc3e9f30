package dev.manticore.migrations.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What results depend on: a sentence about the machine and what it does beside. */
final class Machine {
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String described() {
        return "%s, %s, %d processors%s, Java %s, %s; load %s."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")
                                ? "Linux"
                                : System.getProperty("os.name"),
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        Runtime.version().feature(),
                        memory(),
                        load());
    }

    private static String memory() {
        return "heap up to " + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MB";
    }

    private static String processor() {
        return read(PROCESSOR)
                .lines()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> " (" + line.replaceFirst(".*:", "").strip() + ")")
                .orElse("");
    }

    private static String load() {
        String load = read(LOAD);
        return load.isEmpty() ? "unknown" : load.split(" ", 2)[0];
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
