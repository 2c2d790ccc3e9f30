package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = ValidateCommand.NAME,
        description = "Check files and history, and report everything that would prevent migrate from running.",
        sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
    static final String NAME = "validate";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Inject
    ValidateCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, (settings, output) -> {
            try (MigratorSession session = sessions.open(settings, output)) {
                output.valid(session.migrator().validate());
            }
        });
    }
}
