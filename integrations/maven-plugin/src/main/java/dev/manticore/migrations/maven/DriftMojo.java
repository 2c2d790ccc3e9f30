package dev.manticore.migrations.maven;

import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.DriftTask;
import dev.manticore.migrations.settings.text.DifferencesText;
import dev.manticore.migrations.settings.text.Words;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Compares the database with what the migrations in its history make on a scratch PostgreSQL, and shows what differs and the statements
 * that undo it. Fails if anything does. Only reads the database.
 */
@Mojo(name = "drift", requiresProject = false, threadSafe = true)
public final class DriftMojo extends ManticoreMojo {
    /** What is left out: [KIND:]NAME[#PROPERTY], where * stands for any characters. */
    @Parameter(property = "manticore.exclude")
    private @Nullable List<String> exclude;

    @Override
    void run() {
        Settings settings = settings();
        withSessions(settings, sessions -> {
            Drift drift = new DriftTask(sessions)
                    .drift(settings, exclude == null ? List.of() : exclude, WORDING.option("exclude"), feedback());
            feedback().result(DifferencesText.of(drift));
            if (!drift.isEmpty()) {
                throw ToolException.usage(
                        "The database differs from what its migrations make in "
                                + Words.count(drift.diff().differences().size(), "place") + ".",
                        "Execute the statements above, write a migration that makes the same, or set "
                                + WORDING.option("exclude") + ".");
            }
        });
    }
}
