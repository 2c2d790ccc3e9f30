package dev.manticore.migrations.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.MigrationSource;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** Starts JVMs with another class path or module path. */
final class ChildJvm {
    private ChildJvm() {}

    /** Runs to the end. Returns the printed lines, without those of the logging library. */
    static List<String> java(String... arguments) throws Exception {
        return run(Path.of(System.getProperty("java.home"), "bin", "java"), arguments);
    }

    static List<String> run(Path executable, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output.lines().filter(line -> !line.startsWith("SLF4J")).toList();
    }

    /** Where this module's classes, the core's and the logging facade's are. */
    static List<Path> modules() {
        return Stream.of(ClasspathSource.class, MigrationSource.class, Logger.class)
                .map(ChildJvm::origin)
                .toList();
    }

    static Path testClasses() {
        return origin(PrintScripts.class);
    }

    static String path(List<Path> first, Path... more) {
        return Stream.concat(first.stream(), Stream.of(more))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
