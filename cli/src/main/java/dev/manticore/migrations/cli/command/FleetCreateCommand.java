package dev.manticore.migrations.cli.command;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = FleetCreateCommand.NAME,
        description = "Create the schema of a new target and apply all migrations.",
        sortOptions = false)
final class FleetCreateCommand implements Callable<Integer> {
    static final String NAME = "create";

    private final CommandRunner runner;
    private final FleetRun fleet;

    @Parameters(
            paramLabel = "NAME",
            description = "The name of the target, and of its schema unless --schema or the file names another one.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String name;

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description = "The file that lists the target. Default: it is a schema of the database that --url names.")
    private @Nullable String file;

    @Mixin
    private final TenantOption tenant = new TenantOption();

    @Inject
    FleetCreateCommand(CommandRunner runner, FleetRun fleet) {
        this.runner = runner;
        this.fleet = fleet;
    }

    @Override
    public Integer call() {
        return runner.check(
                FleetCommand.NAME + " " + NAME,
                (settings, output) -> fleet.create(settings, output, name, file, tenant));
    }
}
