package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = FleetStatusCommand.NAME,
        description = "Show which targets are not up to date, and why.",
        sortOptions = false)
final class FleetStatusCommand implements Callable<Integer> {
    static final String NAME = "status";

    private final CommandRunner runner;
    private final FleetRun fleet;

    @Mixin
    private final TargetOptions targets = new TargetOptions();

    @Option(
            names = "--exit-code",
            description = "Exit with 0 if all targets are up to date, 10 if migrations are pending, and 3 if a problem"
                    + " prevents them from being applied.")
    private boolean exitCode;

    @Mixin
    private final ParallelOptions parallel = new ParallelOptions();

    @Inject
    FleetStatusCommand(CommandRunner runner, FleetRun fleet) {
        this.runner = runner;
        this.fleet = fleet;
    }

    @Override
    public Integer call() {
        return runner.check(
                FleetCommand.NAME + " " + NAME,
                (settings, output) -> fleet.status(settings, output, targets, parallel, exitCode));
    }
}
