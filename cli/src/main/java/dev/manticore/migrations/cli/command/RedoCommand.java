package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.settings.failure.ToolException;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = RedoCommand.NAME,
        description =
                "Revert the latest migrations with their undo files, and apply them again. On a terminal, it first shows"
                        + " which ones and asks.",
        sortOptions = false)
final class RedoCommand implements Callable<Integer> {
    static final String NAME = "redo";

    private final CommandRunner runner;
    private final MigrationRun migration;

    @Option(names = "--count", paramLabel = "N", description = "Redo the N highest applied versions. Default: 1.")
    private Integer count = 1;

    @Option(names = "--dry-run", description = "Print the SQL instead of running it.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Mixin
    private final DumpOption dump = new DumpOption();

    @Inject
    RedoCommand(CommandRunner runner, MigrationRun migration) {
        this.runner = runner;
        this.migration = migration;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, (settings, output) -> {
            if (count < 1) {
                throw ToolException.usage(
                        "--count must be at least 1, was " + count + ".", "Redo 1 migration or more.");
            }
            if (dryRun) {
                migration.plan(settings, output, Target.redo(count), dump.file());
            } else {
                migration.revert(settings, output, Target.redo(count), yes, dump.file());
            }
        });
    }
}
