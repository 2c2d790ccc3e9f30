package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.session.DriftTask;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = DriftCommand.NAME,
        description =
                "Compare the database, or with --schema that schema, with what the migrations in its history make on a"
                        + " scratch PostgreSQL. Print what differs, and the statements that undo it. Exit with 11 if anything"
                        + " does. Only reads the database.",
        sortOptions = false)
final class DriftCommand implements Callable<Integer> {
    static final String NAME = "drift";

    private final CommandRunner runner;
    private final DriftTask task;

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            parameterConsumer = Collecting.class,
            description =
                    "Leave out what matches [KIND:]NAME[#PROPERTY], e.g. audit.*, index:shop.*_tmp or *#owner; * stands"
                            + " for any characters. Repeatable.")
    private final List<String> exclusions = new ArrayList<>();

    @Inject
    DriftCommand(CommandRunner runner, DriftTask task) {
        this.runner = runner;
        this.task = task;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, this::drift);
    }

    private ExitCode drift(Settings settings, Output output) {
        Drift drift = task.drift(settings, exclusions, "--exclude", output);
        output.drifted(drift);
        return drift.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    }
}
