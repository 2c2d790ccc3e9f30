package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Target;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = FleetRollbackCommand.NAME,
        description = "Revert the latest migrations of all targets with their undo files. On a terminal, it first shows"
                + " which ones and asks.",
        sortOptions = false)
final class FleetRollbackCommand implements Callable<Integer> {
    static final String NAME = "rollback";

    private final CommandRunner runner;
    private final FleetRun fleet;

    @Mixin
    private final TargetOptions targets = new TargetOptions();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Revert the N highest applied versions of each target. Default: 1.")
    private @Nullable Integer count;

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Mixin
    private final FailureOptions failures = new FailureOptions();

    @Mixin
    private final ParallelOptions parallel = new ParallelOptions();

    @Inject
    FleetRollbackCommand(CommandRunner runner, FleetRun fleet) {
        this.runner = runner;
        this.fleet = fleet;
    }

    @Override
    public Integer call() {
        return runner.check(FleetCommand.NAME + " " + NAME, (settings, output) -> {
            Target target = Target.rollback(count == null ? 1 : ParallelOptions.atLeast(1, "--count", count));
            return fleet.revert(settings, output, targets, parallel, failures, target, yes);
        });
    }
}
