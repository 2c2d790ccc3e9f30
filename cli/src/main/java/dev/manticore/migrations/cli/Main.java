package dev.manticore.migrations.cli;

import dev.manticore.migrations.cli.environment.BuildInfo;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.environment.ExitStatus;
import dev.manticore.migrations.cli.environment.ShutdownActions;
import dev.manticore.migrations.settings.environment.Interruption;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;
import org.slf4j.jul.JULServiceProvider;

/** The entry point of the process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        nameTheLogging();
        ShutdownActions shutdown = new ShutdownActions();
        ExitStatus status = new ExitStatus();
        Environment environment = environment();
        Interruption interruption = Interruption.ofThisThread(environment.err()::println, shutdown::run);
        Signals.handle(status);
        int exitCode;
        try {
            exitCode = run(environment, shutdown, status, arguments);
        } finally {
            interruption.close();
        }
        System.exit(status.decide(exitCode));
    }

    /** Otherwise SLF4J searches all jars for it, and opens each. It would print which one it was told to use. */
    private static void nameTheLogging() {
        System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, JULServiceProvider.class.getName());
        System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN");
    }

    /** Runs one command and returns the exit code. */
    static int run(Environment environment, ShutdownActions shutdown, ExitStatus status, String... arguments) {
        return DaggerCliComponent.factory()
                .create(environment, shutdown, status, BuildInfo.load())
                .cli()
                .run(arguments);
    }

    static Environment environment() {
        return new Environment(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Terminal.isPresent(),
                ZoneId::systemDefault);
    }

    /** In UTF-8, as JSON and terminals expect. Java 17 would use LANG, which is usually empty in containers. */
    private static PrintStream stream(FileDescriptor descriptor) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return new PrintStream(
                new FileOutputStream(descriptor), true, windows ? Charset.defaultCharset() : StandardCharsets.UTF_8);
    }
}
