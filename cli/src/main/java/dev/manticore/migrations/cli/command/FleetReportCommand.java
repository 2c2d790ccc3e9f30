package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.fleet.FleetPage;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.environment.OutputFile;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = FleetReportCommand.NAME,
        description =
                "Write how each target stands to one HTML file, which needs no network: what is pending, and what prevents"
                        + " the next run. Only reads the databases.",
        sortOptions = false)
final class FleetReportCommand implements Callable<Integer> {
    static final String NAME = "report";

    private final CommandRunner runner;
    private final FleetRun fleet;
    private final Environment environment;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file to write.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String file;

    @Mixin
    private final TargetOptions targets = new TargetOptions();

    @Mixin
    private final ParallelOptions parallel = new ParallelOptions();

    @Inject
    FleetReportCommand(CommandRunner runner, FleetRun fleet, Environment environment) {
        this.runner = runner;
        this.fleet = fleet;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return runner.run(FleetCommand.NAME + " " + NAME, this::report);
    }

    private void report(Settings settings, Output output) {
        OutputFile written = OutputFile.of(environment.process(), file, "--output");
        FleetStatus status = fleet.read(settings, output, targets, parallel);
        written.write(FleetPage.of(status, environment.zones().get()).toString());
        output.reported(written.path());
    }
}
