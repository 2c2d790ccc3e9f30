package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the schema of a database to a file, with pg_dump. */
final class SchemaDump {
    private static final String PROGRAM = "pg_dump";

    /** Lines that differ each time: since 18, pg_dump restricts psql with a random key. */
    private static final Pattern RESTRICTION = Pattern.compile("\\\\(un)?restrict .*");

    private final Environment environment;

    @Inject
    SchemaDump(Environment environment) {
        this.environment = environment;
    }

    /**
     * Finds out before a run whether a dump will be possible.
     *
     * @param file null for no dump
     * @throws ToolException if there is no pg_dump, or if the file cannot be written
     */
    void check(@Nullable String file) {
        if (file == null) {
            return;
        }
        program();
        Path target = path(file).toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw ToolException.usage(
                    "--dump-schema: " + target + " is a directory.",
                    "Name a file in it, e.g. " + file + "/schema.sql.");
        }
        Path directory = target.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw ToolException.usage(
                    "--dump-schema: the directory " + directory + " does not exist.",
                    "Create it, or name another file.");
        }
        checkWritable(directory, part(target));
    }

    /** Writes a file to find out: permissions do not say everything. */
    private static void checkWritable(Path directory, Path part) {
        try {
            Files.writeString(part, "");
        } catch (IOException refused) {
            throw ToolException.usage(
                    "--dump-schema: no file can be written to the directory " + directory + ": " + refused,
                    "Make it writable, or name a file in another one.");
        } finally {
            delete(part);
        }
    }

    private static Path part(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    /**
     * Writes the schema. An earlier file is replaced when the dump is complete.
     *
     * @param file null for no dump
     * @throws ToolException if that fails
     */
    void write(@Nullable String file, Settings settings, OpenDatabase database) {
        if (file == null) {
            return;
        }
        Path target = path(file).toAbsolutePath();
        Path dump = part(target);
        Path errors = target.resolveSibling(target.getFileName() + ".errors");
        try {
            ProcessBuilder builder = new ProcessBuilder(command(settings))
                    .redirectOutput(dump.toFile())
                    .redirectError(errors.toFile());
            builder.redirectInput(Redirect.from(new File(isWindows() ? "NUL" : "/dev/null")));
            builder.environment().clear();
            builder.environment().putAll(environment.variables());
            LibpqVariables.set(builder.environment(), settings.database(), database.dataSource());
            int exitCode = run(builder);
            // Not all of it may be UTF-8: it quotes names, and follows the locale.
            String said = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).strip();
            if (exitCode != 0) {
                throw failed(said.isEmpty() ? "it ended with exit code " + exitCode : said, null);
            }
            replace(dump, target);
        } catch (IOException failure) {
            throw failed(String.valueOf(failure.getMessage()), failure);
        } finally {
            delete(dump);
            delete(errors);
        }
    }

    private List<String> command(Settings settings) {
        List<String> command = new ArrayList<>(
                List.of(program().toString(), "--schema-only", "--no-owner", "--no-privileges", "--no-password"));
        if (settings.schema() != null) {
            // In quotes, it is a name and not a pattern.
            command.add("--schema=\"" + settings.schema().replace("\"", "\"\"") + "\"");
        }
        return command;
    }

    private static int run(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new ToolException(
                    ErrorCode.INTERRUPTED,
                    "The run has ended, but the dump of the schema was interrupted.",
                    "Run the command again: it has nothing to do but the dump.",
                    interrupted);
        }
    }

    private static void replace(Path dump, Path target) throws IOException {
        Path stable = dump.resolveSibling(dump.getFileName() + ".stable");
        // Its encoding is the one of the database: with this one, each byte stays as it is.
        try (Stream<String> lines = Files.lines(dump, StandardCharsets.ISO_8859_1)) {
            Files.writeString(
                    stable,
                    lines.filter(line -> !RESTRICTION.matcher(line).matches())
                            .collect(Collectors.joining("\n", "", "\n")),
                    StandardCharsets.ISO_8859_1);
            Files.move(stable, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            delete(stable);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // It only takes space.
        }
    }

    private static ToolException failed(String reason, @Nullable Throwable cause) {
        return new ToolException(
                ErrorCode.OUTPUT_FAILED,
                "The run has succeeded, but the schema could not be dumped: " + reason,
                reason.contains("version mismatch")
                        ? "Put a pg_dump on the PATH that is not older than the server, and run the command again."
                        : "Correct that and run the command again: it has nothing to do but the dump. pg_dump works with"
                                + " PostgreSQL only; CockroachDB has SHOW CREATE ALL TABLES.",
                cause);
    }

    /** The first pg_dump of the path. */
    private Path program() {
        String name = isWindows() ? PROGRAM + ".exe" : PROGRAM;
        String path = environment.variable("PATH");
        return Stream.of((path == null ? "" : path).split(Pattern.quote(File.pathSeparator), -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> ToolException.usage(
                        "--dump-schema needs pg_dump, which is not on the PATH; nothing was changed.",
                        "Install PostgreSQL's client programs, of the server's version or a newer one."));
    }

    private Path path(String file) {
        try {
            return environment.resolve(file);
        } catch (InvalidPathException refused) {
            throw ToolException.usage(
                    "--dump-schema: '" + file + "' is not a path: " + refused.getReason(), "Correct it.");
        }
    }

    private static boolean isWindows() {
        return Optional.ofNullable(System.getProperty("os.name")).orElse("").startsWith("Windows");
    }
}
