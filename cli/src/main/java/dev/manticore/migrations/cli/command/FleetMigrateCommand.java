package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = FleetMigrateCommand.NAME,
        description =
                "Apply the pending migrations of all targets. A target that fails does not stop the others, unless"
                        + " the options say so.",
        sortOptions = false)
final class FleetMigrateCommand implements Callable<Integer> {
    static final String NAME = "migrate";

    private final CommandRunner runner;
    private final FleetRun fleet;

    @Mixin
    private final TargetOptions targets = new TargetOptions();

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "Migrate each target to VERSION: apply pending versions up to it and revert those above it; 0"
                    + " reverts all.")
    private @Nullable Version version;

    @Mixin
    private final FailureOptions failures = new FailureOptions();

    @Mixin
    private final ParallelOptions parallel = new ParallelOptions();

    @Inject
    FleetMigrateCommand(CommandRunner runner, FleetRun fleet) {
        this.runner = runner;
        this.fleet = fleet;
    }

    @Override
    public Integer call() {
        return runner.check(FleetCommand.NAME + " " + NAME, (settings, output) -> {
            Target target = version == null ? settings.target() : Target.version(version);
            return fleet.migrate(settings, output, targets, parallel, failures, target);
        });
    }
}
