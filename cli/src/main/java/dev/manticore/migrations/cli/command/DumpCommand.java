package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.spi.TxRunner;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = DumpCommand.NAME,
        description = "Print what the database consists of, or with --schema what that schema does, as text for version"
                + " control. Changes nothing. Needs no source.",
        sortOptions = false)
final class DumpCommand implements Callable<Integer> {
    static final String NAME = "dump";

    private final CommandRunner runner;
    private final Sessions sessions;
    private final Environment environment;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description =
                    "Compare with FILE, which this command has printed before. Print what differs in the database, and"
                            + " the statements that undo it. Exit with 11 if anything does.")
    private @Nullable String file;

    @Inject
    DumpCommand(CommandRunner runner, Sessions sessions, Environment environment) {
        this.runner = runner;
        this.sessions = sessions;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, this::dump);
    }

    private ExitCode dump(Settings settings, Output output) {
        String checked = file;
        return checked == null ? print(settings, output) : compare(checked, settings, output);
    }

    private ExitCode print(Settings settings, Output output) {
        Catalog catalog = ofDatabase(settings, output);
        if (settings.schema() != null && catalog.objects().isEmpty()) {
            throw ToolException.usage(
                    "There is no schema " + settings.schema() + " in the database.", "Name one that exists.");
        }
        output.dumped(catalog);
        return ExitCode.OK;
    }

    private ExitCode compare(String checked, Settings settings, Output output) {
        Catalog expected = parsed(checked);
        Catalog catalog = ofDatabase(settings, output);
        CatalogDiff diff = catalog.differencesFrom(expected);
        output.compared(checked, expected, catalog, diff);
        return diff.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private Catalog ofDatabase(Settings settings, Output output) {
        try (MigratorSession session = sessions.openWithoutSources(settings, output)) {
            return read(session.runner(), settings.schema()).withoutTables(session.historyTables());
        }
    }

    private static Catalog read(TxRunner runner, @Nullable String schema) {
        try {
            return schema == null ? Catalog.read(runner) : Catalog.readSchema(runner, schema);
        } catch (UnsupportedOperationException unsupported) {
            throw new ToolException(
                    ErrorCode.USAGE,
                    String.valueOf(unsupported.getMessage()),
                    "Use the command with PostgreSQL.",
                    unsupported);
        }
    }

    private Catalog parsed(String name) {
        try {
            return Catalog.parse(Files.readString(path(name)));
        } catch (IOException unreadable) {
            throw new ToolException(
                    ErrorCode.USAGE,
                    "--check: " + name + " cannot be read: " + unreadable,
                    "Name a file that manticore dump has printed.",
                    unreadable);
        } catch (IllegalArgumentException invalid) {
            throw new ToolException(
                    ErrorCode.USAGE,
                    "--check: " + name + ", " + invalid.getMessage(),
                    "Write the file again with manticore dump.",
                    invalid);
        }
    }

    private Path path(String name) {
        try {
            return environment.resolve(name);
        } catch (InvalidPathException refused) {
            throw ToolException.usage("--check: '" + name + "' is not a path: " + refused.getReason(), "Correct it.");
        }
    }
}
