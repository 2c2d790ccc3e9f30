package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = BaselineCommand.NAME,
        description = "Record a database without history as being at a version: all versions up to it count as applied."
                + " Executes nothing. Needs no source.",
        sortOptions = false)
final class BaselineCommand implements Callable<Integer> {
    static final String NAME = "baseline";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Parameters(paramLabel = "VERSION", description = "The version of the database.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private Version version;

    @Option(names = "--description", paramLabel = "TEXT", description = "The description in the history.")
    private @Nullable String description;

    @Inject
    BaselineCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, (settings, output) -> {
            try (MigratorSession session = sessions.openWithoutSources(settings, output)) {
                output.baselined(session.migrator().baseline(version, description));
            }
        });
    }
}
