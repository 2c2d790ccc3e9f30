package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What users ask programs to do with their settings, where that is more than one call of a migrator. */
public final class Tasks {
    private final Sessions sessions;

    public Tasks(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The files alone, checked with what the settings let {@code validate} tolerate. */
    public MigrationFiles.Checked checkFiles(Settings settings) {
        try (OpenSources sources = sessions.openSources(settings)) {
            return files(sources, settings).check(settings.validated().toArray(Deviation[]::new));
        }
    }

    /**
     * Creates a migration file and its undo file. The history counts if the settings name a database; without an answer of
     * that, only for versions that are not timestamps, which are nearly always higher than those of the history.
     *
     * @throws ToolException if the description or the source is not suitable
     */
    public NewMigration create(Settings settings, Feedback feedback, String description, VersionScheme scheme) {
        try {
            return settings.database() == null
                    ? fromFiles(settings, description, scheme)
                    : withHistory(settings, feedback, description, scheme);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw ToolException.usage(
                    String.valueOf(refused.getMessage()),
                    "Describe the migration in a few words, and specify a directory with "
                            + sessions.wording().option(Setting.SOURCE) + ".");
        }
    }

    private NewMigration withHistory(Settings settings, Feedback feedback, String description, VersionScheme scheme) {
        try (MigratorSession session = sessions.open(settings, feedback)) {
            return new NewMigration(session.migrator().create(description, scheme), true);
        } catch (DatabaseUnreachableException unreachable) {
            if (scheme != VersionScheme.TIMESTAMP) {
                throw unreachable;
            }
            feedback.notice("note: the history was not considered. " + unreachable.summary());
            return fromFiles(settings, description, scheme);
        }
    }

    private NewMigration fromFiles(Settings settings, String description, VersionScheme scheme) {
        try (OpenSources sources = sessions.openSources(settings)) {
            CreatedMigration created = files(sources, settings).create(description, scheme);
            return new NewMigration(created, false);
        }
    }

    /** The files of the sources, as the settings say that they are read. */
    private static MigrationFiles files(OpenSources sources, Settings settings) {
        MigrationFiles files = MigrationFiles.in(sources.sources())
                .placeholders(settings.placeholders())
                .naming(settings.naming());
        return settings.encoding() == null ? files : files.encoding(settings.encoding());
    }

    /** Files and history. Where Flyway has a history, and nobody has said what is to become of it: what that history has. */
    public MigrationStatus status(Settings settings, Feedback feedback) {
        try (MigratorSession session = sessions.open(settings, feedback)) {
            MigrationStatus status = session.migrator().status();
            Optional<String> table = undecidedFlywayTable(status);
            return table.isEmpty() ? status : withFlyway(status, table.get(), settings, session);
        }
    }

    private static Optional<String> undecidedFlywayTable(MigrationStatus status) {
        return status.problems().stream()
                .flatMap(problem -> problem.remedy().options().stream())
                .map(Remedy.Option::action)
                .filter(action -> status.problems().get(0).kind() == Problem.Kind.FLYWAY_HISTORY)
                .flatMap(action ->
                        action instanceof Remedy.UseFlywayHistory flyway ? Stream.of(flyway.table()) : Stream.empty())
                .findFirst();
    }

    private static MigrationStatus withFlyway(
            MigrationStatus status, String table, Settings settings, MigratorSession session) {
        MigrationStatus flyway = Sessions.withFlyway(settings, table, session).status();
        List<Problem> problems = new ArrayList<>(status.problems().subList(0, 1));
        problems.addAll(flyway.problems());
        return new MigrationStatus(
                flyway.entries(), flyway.lease(), flyway.leaseError(), flyway.lockWait(), problems, flyway.notes());
    }
}
