package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.settings.session.Tasks;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = ValidateCommand.NAME,
        description =
                "Check files and history, and report everything that would prevent migrate from running. Without a"
                        + " database, check the files alone.",
        sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
    static final String NAME = "validate";

    private final CommandRunner runner;
    private final Sessions sessions;
    private final Tasks tasks;

    @Inject
    ValidateCommand(CommandRunner runner, Sessions sessions, Tasks tasks) {
        this.runner = runner;
        this.sessions = sessions;
        this.tasks = tasks;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::validate);
    }

    private void validate(Settings settings, Output output) {
        if (settings.database() == null) {
            output.validFiles(tasks.checkFiles(settings));
            return;
        }
        try (MigratorSession session = sessions.open(settings, settings.validated(), output)) {
            output.valid(session.migrator().validate());
        }
    }
}
