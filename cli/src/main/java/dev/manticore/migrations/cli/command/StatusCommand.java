package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.cli.failure.ExitCode;
import dev.manticore.migrations.cli.settings.Settings;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

@Command(name = StatusCommand.NAME, description = "Show files and history side by side.", sortOptions = false)
final class StatusCommand implements Callable<Integer> {
    static final String NAME = "status";

    private final CommandRunner runner;
    private final Sessions sessions;

    @Inject
    StatusCommand(CommandRunner runner, Sessions sessions) {
        this.runner = runner;
        this.sessions = sessions;
    }

    @Override
    public Integer call() {
        return runner.check(NAME, (settings, output) -> {
            try (MigratorSession session = sessions.open(settings, output)) {
                MigrationStatus status = withFlyway(session.migrator().status(), settings, session);
                output.status(status);
                return status.pending().isPresent() ? ExitCode.OK : ExitCode.INVALID;
            }
        });
    }

    /** Where Flyway has a history, and nobody has said what is to become of it: shows what that history has. */
    private static MigrationStatus withFlyway(MigrationStatus status, Settings settings, MigratorSession session) {
        Optional<String> table = status.problems().stream()
                .flatMap(problem -> problem.remedy().options().stream())
                .map(Remedy.Option::action)
                .filter(action -> status.problems().get(0).kind() == Problem.Kind.FLYWAY_HISTORY)
                .flatMap(action ->
                        action instanceof Remedy.UseFlywayHistory flyway ? Stream.of(flyway.table()) : Stream.empty())
                .findFirst();
        if (table.isEmpty()) {
            return status;
        }
        MigrationStatus flyway =
                Sessions.withFlyway(settings, table.get(), session).status();
        List<Problem> problems = new ArrayList<>(status.problems().subList(0, 1));
        problems.addAll(flyway.problems());
        return new MigrationStatus(
                flyway.entries(), flyway.lease(), flyway.leaseError(), flyway.lockWait(), problems, flyway.notes());
    }
}
