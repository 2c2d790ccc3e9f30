package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
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

    @Inject
    MigrateCommand(CommandRunner runner, MigrationRun migration) {
        this.runner = runner;
        this.migration = migration;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, (settings, output) -> {
            Target target = version == null ? settings.target() : Target.version(version);
            if (dryRun) {
                migration.plan(settings, output, target, dump.file());
            } else {
                migration.migrate(settings, output, target, dump.file());
            }
        });
    }
}
