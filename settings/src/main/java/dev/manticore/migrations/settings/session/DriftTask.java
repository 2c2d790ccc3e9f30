package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.inspection.DriftOptions;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.util.Collection;

/** Compares the database that the settings name with what its migrations make on a scratch server. */
public final class DriftTask {
    private final Sessions sessions;

    public DriftTask(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Compares. With a schema in the settings, that one alone.
     *
     * @param exclusions patterns of what is not compared
     * @param option as which the user has given them, for messages
     * @throws ToolException if a pattern is none, or if the database is not PostgreSQL
     * @throws dev.manticore.migrations.MigrationException if the database cannot be read, or if a migration fails on the scratch
     *     server
     */
    public Drift drift(Settings settings, Collection<String> exclusions, String option, Feedback feedback) {
        DriftOptions options = options(exclusions, option).schema(settings.schema());
        try (MigratorSession database = sessions.openWithoutSources(settings, feedback);
                InspectionSession scratch = sessions.openInspection(settings, feedback)) {
            return scratch.drift(database.runner(), options.historyTables(database.historyTables()));
        } catch (UnsupportedOperationException unsupported) {
            throw new ToolException(
                    ErrorCode.USAGE,
                    String.valueOf(unsupported.getMessage()),
                    "Look for drift in PostgreSQL only.",
                    unsupported);
        }
    }

    private static DriftOptions options(Collection<String> exclusions, String option) {
        try {
            return DriftOptions.DEFAULT.excluding(exclusions);
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage(option + ": " + refused.getMessage() + ".", "Correct the pattern.");
        }
    }
}
