package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.settings.failure.ToolException;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = RollbackCommand.NAME,
        description =
                "Revert the latest migrations with their undo files. On a terminal, it first shows which ones and asks.",
        sortOptions = false)
final class RollbackCommand implements Callable<Integer> {
    static final String NAME = "rollback";

    private final CommandRunner runner;
    private final MigrationRun migration;

    @Option(names = "--count", paramLabel = "N", description = "Revert the N highest applied versions. Default: 1.")
    private @Nullable Integer count;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "Revert all versions above VERSION; 0 reverts everything.")
    private @Nullable Version version;

    @Option(names = "--dry-run", description = "Print the SQL instead of running it.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Mixin
    private final DumpOption dump = new DumpOption();

    @Inject
    RollbackCommand(CommandRunner runner, MigrationRun migration) {
        this.runner = runner;
        this.migration = migration;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, (settings, output) -> {
            Target target = target();
            if (dryRun) {
                migration.plan(settings, output, target, dump.file());
            } else {
                migration.revert(settings, output, target, yes, dump.file());
            }
        });
    }

    private Target target() {
        if (version != null) {
            if (count != null) {
                throw ToolException.usage("--count and --to exclude each other.", "Remove one of them.");
            }
            return Target.rollbackTo(version);
        }
        if (count != null && count < 1) {
            throw ToolException.usage("--count must be at least 1, was " + count + ".", "Revert 1 migration or more.");
        }
        return Target.rollback(count == null ? 1 : count);
    }
}
