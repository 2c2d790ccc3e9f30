package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = RepairCommand.NAME,
        description =
                "Bring the history up to date with the files, after a confirmation: checksums where only comments or"
                        + " blank space have changed, and descriptions. Take failed migrations out. Executes no migration.",
        sortOptions = false)
final class RepairCommand implements Callable<Integer> {
    static final String NAME = "repair";

    private final CommandRunner runner;
    private final Sessions sessions;
    private final Confirmation confirmation;

    @Option(
            names = "--changed",
            description = "Also record the checksums of files whose SQL has changed. The database is not changed.")
    private boolean changed;

    @Option(
            names = "--missing",
            description =
                    "Also mark applied migrations whose file is gone. They stay applied, and no file is expected.")
    private boolean missing;

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Option(names = "--dry-run", description = "List the changes instead of making them.")
    private boolean dryRun;

    @Inject
    RepairCommand(CommandRunner runner, Sessions sessions, Confirmation confirmation) {
        this.runner = runner;
        this.sessions = sessions;
        this.confirmation = confirmation;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::repair);
    }

    private void repair(Settings settings, Output output) {
        try (MigratorSession session = sessions.open(settings, output)) {
            RepairOption[] options = options();
            RepairReport planned = yes && !dryRun
                    ? session.migrator().repair(options)
                    : session.migrator().planRepair(options);
            if (!yes && !dryRun && !planned.repairs().isEmpty()) {
                confirmation.require(
                        planned.repairs().stream().map(HistoryRepair::reason).collect(Collectors.joining("\n")),
                        "Change the history accordingly?",
                        "Repair with --yes; --dry-run lists the changes.");
                planned = session.migrator().repair(options);
            }
            session.progress().close();
            output.repaired(planned, dryRun);
        }
    }

    private RepairOption[] options() {
        List<RepairOption> options = new ArrayList<>();
        if (changed) {
            options.add(RepairOption.CHANGED);
        }
        if (missing) {
            options.add(RepairOption.MISSING);
        }
        return options.toArray(RepairOption[]::new);
    }
}
