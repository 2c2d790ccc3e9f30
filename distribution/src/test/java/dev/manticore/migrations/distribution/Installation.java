package dev.manticore.migrations.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The unpacked archive, used on a machine that has a Java runtime and the few programs that the script needs: no Maven. */
record Installation(Path home, Path programs, Path cache) {
    private static final List<String> NEEDED = List.of(
            "sh", "readlink", "sed", "cat", "ls", "cksum", "locale", "mkdir", "find", "mv", "rm", "gzip", "tar");

    /** What the program said, and its exit code. */
    record Result(int exitCode, String out, String err) {}

    /** The archive of the build, without the ending of its name. */
    static Path archive() {
        return Path.of(System.getProperty("manticore.archive"));
    }

    static String version() {
        return System.getProperty("manticore.version");
    }

    /** Unpacks the archive below a directory. */
    static Installation unpack(Path directory) throws IOException, InterruptedException {
        return unpack(directory, "installed");
    }

    /** Unpacks the archive into a directory of this name. */
    static Installation unpack(Path directory, String name) throws IOException, InterruptedException {
        Path programs = programs(Files.createDirectories(directory.resolve("programs")));
        Path target = Files.createDirectories(directory.resolve(name));
        Installation installation = new Installation(
                target.resolve("manticore-" + version()), programs, directory.resolve("cache of a user"));
        Result unpacked =
                installation.run(directory, Map.of(), "tar", "-xzf", archive() + ".tar.gz", "-C", target.toString());
        assertThat(unpacked).isEqualTo(new Result(0, "", ""));
        return installation;
    }

    private static Path programs(Path directory) throws IOException {
        for (String name : NEEDED) {
            Path program = Stream.of("/bin", "/usr/bin")
                    .map(place -> Path.of(place, name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no program " + name));
            call(program, directory.resolve(name));
        }
        Files.createSymbolicLink(directory.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        return directory;
    }

    /** Makes a program that calls another one. */
    static void call(Path program, Path caller) throws IOException {
        Files.writeString(caller, "#!/bin/sh\nexec " + program + " \"$@\"\n");
        Files.setPosixFilePermissions(caller, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path script() {
        return home.resolve("bin/manticore");
    }

    /** Runs the command line in a directory. */
    Result manticore(Path directory, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        return run(
                directory,
                variables,
                Stream.concat(Stream.of(script().toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    Result run(Path directory, Map<String, String> variables, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", programs.toString());
        environment.put("XDG_CACHE_HOME", cache.toString());
        environment.putAll(variables);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        Result result = new Result(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    /** The files below a directory with their sizes and times. */
    static List<String> contents(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file) + " "
                            + file.toFile().length() + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
