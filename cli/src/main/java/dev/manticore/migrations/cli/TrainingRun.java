package dev.manticore.migrations.cli;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.environment.ExitStatus;
import dev.manticore.migrations.cli.environment.ShutdownActions;
import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.embedded.EmbeddedServerException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/** Runs the usual commands in one process, for the build, which records the classes that they need. */
public final class TrainingRun {
    private TrainingRun() {}

    /**
     * Ends the process with exit code 0, also where the embedded server does not start: fewer classes are needed then.
     *
     * @param arguments a directory of migrations, and that of an embedded server, which is created
     */
    public static void main(String[] arguments) {
        String source = "--source=" + arguments[0];
        run(Map.of(), "migrate", source, "--embedded=" + arguments[1]);
        try (EmbeddedServer server = EmbeddedServer.in(Path.of(arguments[1])).start()) {
            Map<String, String> variables = Map.of(
                    "MANTICORE_URL", server.jdbcUrl(),
                    "MANTICORE_USER", server.user(),
                    "MANTICORE_PASSWORD", server.password());
            run(variables, "migrate", source);
            run(variables, "migrate", source, "--dry-run");
            run(variables, "validate", source);
            run(variables, "status", source);
            run(variables, "status", source, "--json");
            run(variables, "fleet", "migrate", source, "--schemas=a,b");
            run(variables, "fleet", "status", source, "--schemas=a,b", "--json");
        } catch (EmbeddedServerException unavailable) {
            run(Map.of(), "validate", source);
        }
        Main.main(new String[] {"--version"});
    }

    private static void run(Map<String, String> variables, String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Environment environment = new Environment(
                variables,
                Path.of("").toAbsolutePath(),
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                false,
                ZoneId::systemDefault);
        Main.run(environment, new ShutdownActions(), new ExitStatus(), arguments);
    }
}
