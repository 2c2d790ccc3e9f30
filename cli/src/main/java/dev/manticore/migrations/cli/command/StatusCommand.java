package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.cli.failure.ExitCode;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = StatusCommand.NAME, description = "Show files and history side by side.", sortOptions = false)
final class StatusCommand implements Callable<Integer> {
    static final String NAME = "status";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Inject
    StatusCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, (settings, output) -> {
            try (MigratorSession session = sessions.open(settings, output)) {
                MigrationStatus status = session.migrator().status();
                output.status(status);
                return status.pending().isPresent() ? ExitCode.OK : ExitCode.INVALID;
            }
        });
    }
}
