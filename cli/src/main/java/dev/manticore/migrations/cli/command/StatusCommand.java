package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.settings.session.StatusCheck;
import dev.manticore.migrations.settings.session.Tasks;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = StatusCommand.NAME, description = "Show files and history side by side.", sortOptions = false)
final class StatusCommand implements Callable<Integer> {
    static final String NAME = "status";

    private final CommandRunner runner;
    private final Tasks tasks;

    @Option(names = "--pending", description = "Show only what is still to be applied.")
    private boolean pending;

    @Option(
            names = "--exit-code",
            description = "Exit with 0 if the database is up to date, 10 if migrations are pending, and 3 if a problem"
                    + " prevents them from being applied.")
    private boolean exitCode;

    @Inject
    StatusCommand(CommandRunner runner, Tasks tasks) {
        this.runner = runner;
        this.tasks = tasks;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, (settings, output) -> {
            MigrationStatus status = tasks.status(settings, output);
            output.status(pending ? StatusCheck.onlyPending(status) : status);
            return StatusCheck.exitCode(status, exitCode);
        });
    }
}
