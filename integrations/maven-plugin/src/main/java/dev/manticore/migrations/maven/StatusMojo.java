package dev.manticore.migrations.maven;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ExitCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.StatusCheck;
import dev.manticore.migrations.settings.session.Tasks;
import dev.manticore.migrations.settings.text.Words;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows files and history side by side. Fails if they do not tell what is pending. */
@Mojo(name = "status", requiresProject = false, threadSafe = true)
public final class StatusMojo extends ManticoreMojo {
    /** Shows only what is still to be applied. */
    @Parameter(property = "manticore.pending", defaultValue = "false")
    private boolean pending;

    /** Fails also if migrations are pending, or if a problem prevents them from being applied. */
    @Parameter(property = "manticore.fail-if-pending", defaultValue = "false")
    private boolean failIfPending;

    @Override
    void run() {
        Settings settings = settings();
        withSessions(settings, sessions -> report(new Tasks(sessions).status(settings, feedback())));
    }

    private void report(MigrationStatus status) {
        ExitCode end = StatusCheck.exitCode(status, failIfPending);
        MigrationStatus shown = pending ? StatusCheck.onlyPending(status) : status;
        if (end == ExitCode.INVALID) {
            feedback().result(results().statusWithoutProblems(shown));
            throw new InvalidMigrationsException(status.problems());
        }
        feedback().result(results().status(shown));
        if (end == ExitCode.PENDING) {
            throw ToolException.usage(
                    Words.count(status.pending().orElse(0), "migration")
                            + (status.pending().orElse(0) == 1 ? " is" : " are") + " pending.",
                    "Apply them with mvn manticore:migrate, or leave out manticore.fail-if-pending.");
        }
    }
}
