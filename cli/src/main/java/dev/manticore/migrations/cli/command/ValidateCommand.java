package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.cli.settings.Settings;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = ValidateCommand.NAME,
        description =
                "Check files and history, and report everything that would prevent migrate from running. Without a"
                        + " database, check the files alone.",
        sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
    static final String NAME = "validate";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Inject
    ValidateCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::validate);
    }

    private void validate(Settings settings, Output output) {
        if (settings.database() == null) {
            try (OpenSources sources = sessions.openSources(settings)) {
                output.validFiles(Sessions.files(sources, settings)
                        .check(settings.validated().toArray(Deviation[]::new)));
            }
            return;
        }
        try (MigratorSession session = sessions.open(settings, settings.validated(), output)) {
            output.valid(session.migrator().validate());
        }
    }
}
