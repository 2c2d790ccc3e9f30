package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.settings.text.Words;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = UnlockCommand.NAME,
        description = "Take the lease from a crashed run, after a confirmation. If that run is still alive, it fails;"
                + " nothing is executed twice. Needs no source.",
        sortOptions = false)
final class UnlockCommand implements Callable<Integer> {
    static final String NAME = "unlock";

    private final CommandRunner runner;
    private final Sessions sessions;
    private final Confirmation confirmation;

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Inject
    UnlockCommand(CommandRunner runner, Sessions sessions, Confirmation confirmation) {
        this.runner = runner;
        this.sessions = sessions;
        this.confirmation = confirmation;
    }

    @Override
    public Integer call() {
        return runner.run(NAME, this::unlock);
    }

    private void unlock(Settings settings, Output output) {
        try (MigratorSession session = sessions.openWithoutSources(settings, output)) {
            Optional<String> found = lease(session.migrator());
            if (found.isEmpty()) {
                output.unlocked(Optional.empty());
                return;
            }
            String state = found.get();
            if (yes) {
                output.notice(state);
            } else {
                confirmation.require(
                        state, "Take the lease from that run?", "If that run has crashed, take the lease with --yes.");
            }
            output.unlocked(session.migrator().unlock());
        }
    }

    /** Who holds the lease, or what is wrong with its row; empty if nobody holds it. */
    private static Optional<String> lease(Migrator migrator) {
        try {
            MigrationStatus status = migrator.status();
            if (status.leaseError() != null) {
                throw new ToolException(
                        ErrorCode.DATABASE_ERROR,
                        "It is not known who holds the lease: "
                                + status.leaseError().message() + ".",
                        "Grant the privileges SELECT and UPDATE on the lease's table, or unlock as another user.",
                        null);
            }
            return Optional.ofNullable(status.lease()).map(Words::describe);
        } catch (InvalidMigrationsException failure) {
            Problem problem = failure.problems().get(0);
            if (problem.kind() == Problem.Kind.INVALID_LEASE) {
                return Optional.of(problem.message());
            }
            throw failure;
        }
    }
}
