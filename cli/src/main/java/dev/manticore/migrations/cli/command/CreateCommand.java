package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.NewMigration;
import dev.manticore.migrations.settings.session.Tasks;
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
    private final Tasks tasks;

    @Parameters(paramLabel = "DESCRIPTION", description = "A few words, e.g. \"add orders\".")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String description;

    @Option(names = "--timestamp", description = "Use the current time in UTC as the version, e.g. 20260131235959.")
    private boolean timestamp;

    @Inject
    CreateCommand(CommandRunner runner, Tasks tasks) {
        this.runner = runner;
        this.tasks = tasks;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::create);
    }

    private void create(Settings settings, Output output) {
        NewMigration created = tasks.create(settings, output, description, scheme());
        output.created(created.files(), created.history());
    }

    private VersionScheme scheme() {
        return timestamp ? VersionScheme.TIMESTAMP : VersionScheme.NEXT;
    }
}
