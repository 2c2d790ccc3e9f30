package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.inspection.verify.VerifyOption;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.session.InspectionSession;
import dev.manticore.migrations.settings.session.Sessions;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = VerifyCommand.NAME,
        description = "Apply each migration to a scratch PostgreSQL, revert it and apply it again, and compare what the"
                + " database consists of after each. Exit with 11 if an undo script leaves or loses anything."
                + " Needs no other database.",
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    static final String NAME = "verify";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Option(names = "--require-undo", description = "A migration without an undo script is a fault.")
    private boolean requireUndo;

    @Inject
    VerifyCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, this::verify);
    }

    private ExitCode verify(Settings settings, Output output) {
        VerifyOption[] options = requireUndo ? new VerifyOption[] {VerifyOption.REQUIRE_UNDO} : new VerifyOption[0];
        try (InspectionSession session = sessions.openInspection(settings, output)) {
            VerifyReport report = session.verify(options);
            output.verified(report);
            return report.isClean() ? ExitCode.OK : ExitCode.DIFFERENT;
        }
    }
}
