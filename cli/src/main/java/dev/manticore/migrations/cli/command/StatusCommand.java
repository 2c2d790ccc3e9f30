package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.session.Tasks;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = StatusCommand.NAME, description = "Show files and history side by side.", sortOptions = false)
final class StatusCommand implements Callable<Integer> {
    static final String NAME = "status";

    private final CommandRunner runner;
    private final Tasks tasks;

    @Inject
    StatusCommand(CommandRunner runner, Tasks tasks) {
        this.runner = runner;
        this.tasks = tasks;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, (settings, output) -> {
            MigrationStatus status = tasks.status(settings, output);
            output.status(status);
            return status.pending().isPresent() ? ExitCode.OK : ExitCode.INVALID;
        });
    }
}
