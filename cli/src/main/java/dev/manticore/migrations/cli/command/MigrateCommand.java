package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.DriftTask;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = MigrateCommand.NAME, description = "Apply pending migrations.", sortOptions = false)
final class MigrateCommand implements Callable<Integer> {
    static final String NAME = "migrate";

    private final CommandRunner runner;
    private final MigrationRun migration;
    private final DriftTask drift;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description =
                    "Migrate to VERSION: apply pending versions up to it and revert those above it; 0 reverts all.")
    private @Nullable Version version;

    @Option(names = "--dry-run", description = "Print the SQL instead of running it.")
    private boolean dryRun;

    @Mixin
    private final DumpOption dump = new DumpOption();

    @Mixin
    private final DriftOption driftOption = new DriftOption();

    @Inject
    MigrateCommand(CommandRunner runner, MigrationRun migration, DriftTask drift) {
        this.runner = runner;
        this.migration = migration;
        this.drift = drift;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, (settings, output) -> {
            Target target = version == null ? settings.target() : Target.version(version);
            if (dryRun) {
                if (driftOption.isChosen()) {
                    throw ToolException.usage(
                            "--dry-run and --check-drift exclude each other.",
                            "Use manticore drift before the dry run.");
                }
                migration.plan(settings, output, target, dump.file());
            } else if (!driftOption.allows(drift, settings, output)) {
                return ExitCode.DIFFERENT;
            } else {
                migration.migrate(settings, output, target, dump.file());
            }
            return ExitCode.OK;
        });
    }
}
