package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.cli.failure.CliException;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.cli.settings.Settings;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = CreateCommand.NAME,
        description =
                "Create a new migration file and its undo file. The version is one more than the highest one of the"
                        + " files and, if a database is given, of its history.",
        sortOptions = false)
final class CreateCommand implements Callable<Integer> {
    static final String NAME = "create";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Parameters(paramLabel = "DESCRIPTION", description = "A few words, e.g. \"add orders\".")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String description;

    @Option(names = "--timestamp", description = "Use the current time in UTC as the version, e.g. 20260131235959.")
    private boolean timestamp;

    @Inject
    CreateCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::create);
    }

    private void create(Settings settings, Output output) {
        try {
            if (settings.database() == null) {
                output.created(fromFiles(settings), false);
            } else {
                createWithHistory(settings, output);
            }
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw CliException.usage(
                    String.valueOf(refused.getMessage()),
                    "Describe the migration in a few words, and specify a directory with --source.");
        }
    }

    /** Without the database only for a timestamp, which is nearly always higher than the versions of the history. */
    private void createWithHistory(Settings settings, Output output) {
        try (MigratorSession session = sessions.open(settings, output)) {
            output.created(session.migrator().create(description, scheme()), true);
        } catch (DatabaseUnreachableException unreachable) {
            if (!timestamp) {
                throw unreachable;
            }
            output.notice("note: the history was not considered. " + unreachable.summary());
            output.created(fromFiles(settings), false);
        }
    }

    private CreatedMigration fromFiles(Settings settings) {
        try (OpenSources sources = sessions.openSources(settings)) {
            return Sessions.files(sources, settings).create(description, scheme());
        }
    }

    private VersionScheme scheme() {
        return timestamp ? VersionScheme.TIMESTAMP : VersionScheme.NEXT;
    }
}
