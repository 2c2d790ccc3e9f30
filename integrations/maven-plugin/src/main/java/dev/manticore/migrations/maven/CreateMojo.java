package dev.manticore.migrations.maven;

import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.NewMigration;
import dev.manticore.migrations.settings.session.Tasks;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Creates a new migration file and its undo file. The version is one more than the highest one of the files and, if a
 * database is given, of its history.
 */
@Mojo(name = "create", requiresProject = false, threadSafe = true)
public final class CreateMojo extends ManticoreMojo {
    /** A few words, e.g. add orders. */
    @Parameter(property = "manticore.description", required = true)
    @SuppressWarnings("NullAway.Init") // by Maven
    private String description;

    /** Whether the version is the current time in UTC, e.g. 20260131235959. */
    @Parameter(property = "manticore.timestamp", defaultValue = "false")
    private boolean timestamp;

    @Override
    void run() {
        Settings settings = settings();
        VersionScheme scheme = timestamp ? VersionScheme.TIMESTAMP : VersionScheme.NEXT;
        withSessions(settings, sessions -> {
            NewMigration created = new Tasks(sessions).create(settings, feedback(), description, scheme);
            feedback().result(results().created(created.files(), created.history()));
        });
    }
}
