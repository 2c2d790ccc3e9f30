package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigratorSession;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows the SQL that migrate would execute, and executes nothing. */
@Mojo(name = "dry-run", requiresProject = false, threadSafe = true)
public final class DryRunMojo extends TargetMojo {
    /** The file for the SQL, e.g. for psql. Default: it is shown in the log. */
    @Parameter(property = "manticore.output")
    private @Nullable File output;

    @Override
    void run() {
        Settings settings = settings();
        withSessions(settings, sessions -> {
            try (MigratorSession session = sessions.open(settings, feedback())) {
                SqlFile.write(session.migrator().plan(target(settings)).toSql(), output, feedback());
            }
        });
    }
}
