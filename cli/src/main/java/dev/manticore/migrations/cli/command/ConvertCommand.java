package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.convert.Converter;
import dev.manticore.migrations.cli.convert.Tool;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.spi.ScriptFilter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = ConvertCommand.NAME,
        description =
                "Write the migrations of golang-migrate, goose or dbmate as files of Manticore, with the same versions. If"
                        + " something cannot be converted, everything of that kind is reported, and nothing is written. Needs no"
                        + " database.",
        sortOptions = false)
final class ConvertCommand implements Callable<Integer> {
    static final String NAME = "convert";

    private final CommandRunner runner;
    private final Environment environment;

    @Parameters(paramLabel = "DIR", description = "The directory that holds the tool's migrations.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String directory;

    @Option(
            names = "--from",
            paramLabel = "TOOL",
            required = true,
            description = "The tool: golang-migrate, goose or dbmate.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String tool;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The directory for the new files. Created if it is missing; nothing in it is overwritten.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String target;

    @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
    private boolean dryRun;

    @Inject
    ConvertCommand(CommandRunner runner, Environment environment) {
        this.runner = runner;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::convert);
    }

    private void convert(Settings settings, Output output) {
        Tool from = Tool.named(tool)
                .orElseThrow(() -> ToolException.usage(
                        "--from: '" + tool + "' is not a tool whose files can be converted.",
                        "Use one of " + String.join(", ", Tool.names()) + "."));
        Path source = path("DIR", directory);
        Path written = path("--to", target);
        if (isSame(source, written)) {
            throw ToolException.usage(
                    "--to is the directory that is converted.",
                    "Choose another one: Manticore would refuse the files of " + from + " beside its own.");
        }
        ScriptFilter filter = ScriptFilter.ALL.ignoring(settings.ignored().toArray(String[]::new));
        Charset encoding = Objects.requireNonNullElse(settings.encoding(), StandardCharsets.UTF_8);
        output.converted(new Converter(from, source, written, filter, encoding).convert(dryRun), dryRun);
    }

    /** Whether both are one directory, also through a link. */
    private static boolean isSame(Path source, Path written) {
        try {
            return source.toAbsolutePath()
                            .normalize()
                            .equals(written.toAbsolutePath().normalize())
                    || (Files.exists(source) && Files.exists(written) && Files.isSameFile(source, written));
        } catch (IOException unreadable) {
            // To read it will fail as well, and say why.
            return false;
        }
    }

    private Path path(String option, String text) {
        try {
            return environment.resolve(text);
        } catch (InvalidPathException refused) {
            throw ToolException.usage(option + ": '" + text + "' is not a path: " + refused.getReason(), "Correct it.");
        }
    }
}
