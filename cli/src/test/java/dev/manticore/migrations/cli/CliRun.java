package dev.manticore.migrations.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.environment.ExitStatus;
import dev.manticore.migrations.cli.environment.ShutdownActions;
import dev.manticore.migrations.support.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the command line inside the test, with its own directory and variables. */
final class CliRun {
    private final Path directory;
    private final Map<String, String> variables = new LinkedHashMap<>();

    private String answer;
    private Runnable meanwhile = () -> {};

    private CliRun(Path directory) {
        this.directory = directory;
    }

    static CliRun in(Path directory) {
        return new CliRun(directory);
    }

    /** Uses the database, and the directory {@code db} as the source. */
    static CliRun on(TestDatabase database, Path directory) {
        return in(directory).with("MANTICORE_URL", database.uri()).with("MANTICORE_SOURCE", "db");
    }

    CliRun with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Runs on a terminal without escape sequences, where the user types this answer. */
    CliRun answering(String line) {
        answer = line + "\n";
        return with("TERM", "dumb");
    }

    /** Does something before the user gives the answer. */
    CliRun meanwhile(Runnable action) {
        meanwhile = action;
        return this;
    }

    /** Writes a script into the source. */
    CliRun script(String name, String sql) {
        return file("db/" + name, sql);
    }

    CliRun file(String name, String text) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    /** Writes migrations with undo files that create and drop the tables {@code t1} to {@code t<count>}. */
    CliRun tables(int count) {
        for (int version = 1; version <= count; version++) {
            script("V" + version + "__table_" + version + ".sql", "CREATE TABLE t" + version + " (id int);\n");
            script("U" + version + "__undo_table_" + version + ".sql", "DROP TABLE t" + version + ";\n");
        }
        return this;
    }

    Result run(String... arguments) {
        return run(new ByteArrayOutputStream(), arguments);
    }

    /** Writes standard error where a test can see it during the run. */
    Result run(ByteArrayOutputStream err, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = run(out, err, arguments);
        return new Result(result.exitCode(), out.toString(StandardCharsets.UTF_8), result.err());
    }

    /** Runs with another standard output. The result does not contain it. */
    Result runInto(OutputStream out, String... arguments) {
        return run(out, new ByteArrayOutputStream(), arguments);
    }

    private Result run(OutputStream out, ByteArrayOutputStream err, String... arguments) {
        Environment environment = new Environment(
                variables,
                directory,
                input(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                answer != null,
                () -> ZoneId.of("Europe/Berlin"));
        int exitCode = Main.run(environment, new ShutdownActions(), new ExitStatus(), arguments);
        return new Result(exitCode, "", err.toString(StandardCharsets.UTF_8));
    }

    private InputStream input() {
        return new ByteArrayInputStream((answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                if (pos == 0) {
                    meanwhile.run();
                }
                return super.read(buffer, offset, length);
            }
        };
    }

    /** The result of a run. */
    record Result(int exitCode, String out, String err) {

        Map<String, Object> json() {
            try {
                return JSON.std.mapFrom(out);
            } catch (IOException failure) {
                throw new UncheckedIOException("not JSON: " + out, failure);
            }
        }
    }
}
