package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = FleetValidateCommand.NAME,
        description = "Check the files and the histories of all targets, and report everything that would prevent fleet"
                + " migrate from running.",
        sortOptions = false)
final class FleetValidateCommand implements Callable<Integer> {
    static final String NAME = "validate";

    private final CommandRunner runner;
    private final FleetRun fleet;

    @Mixin
    private final TargetOptions targets = new TargetOptions();

    @Mixin
    private final ParallelOptions parallel = new ParallelOptions();

    @Inject
    FleetValidateCommand(CommandRunner runner, FleetRun fleet) {
        this.runner = runner;
        this.fleet = fleet;
    }

    @Override
    public Integer call() {
        return runner.check(
                FleetCommand.NAME + " " + NAME,
                (settings, output) -> fleet.validate(settings, output, targets, parallel));
    }
}
