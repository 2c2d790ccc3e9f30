package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.lint.ChangedFiles.Changes;
import dev.manticore.migrations.settings.session.Feedback;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which migrations are judged, and whose files may be changed.
 *
 * @param judged whether the statements of a step are judged
 * @param together whether these are deployed at once
 * @param mayChange whether a file is applied nowhere, as far as that can be known
 */
record LintScope(Predicate<PlanStep> judged, boolean together, Predicate<Path> mayChange) {

    /** Asks the database and git what has to be known of them. */
    static LintScope of(
            LintRequest request,
            Settings settings,
            Sessions sessions,
            ProcessEnvironment environment,
            Wording wording,
            Feedback feedback) {
        String since = request.since();
        if (request.all() && since != null) {
            throw ToolException.usage(
                    wording.option("all") + " and " + wording.option("since") + " choose different migrations.",
                    "Remove one of them.");
        }
        if (since == null && !request.all() && settings.database() == null) {
            throw ToolException.usage(
                    "No database was specified, so nobody knows which migrations are pending.",
                    "Specify it, or judge all migrations with " + wording.option("all") + ", or those of a branch with "
                            + wording.option("since") + ".");
        }
        boolean asksHistory = settings.database() != null && (request.fix() || (since == null && !request.all()));
        History history = asksHistory ? History.of(settings, sessions, environment, feedback) : null;
        if (since != null) {
            Changes changes = new ChangedFiles(environment, wording.option("since")).since(since);
            return new LintScope(
                    step -> path(environment, step.origin())
                            .filter(changes::contains)
                            .isPresent(),
                    true,
                    history == null ? changes::isAdded : history::mayChange);
        }
        if (request.all()) {
            return new LintScope(step -> true, false, history == null ? file -> false : history::mayChange);
        }
        History known = Objects.requireNonNull(history);
        return new LintScope(known::isPending, true, known::mayChange);
    }

    /**
     * What the database says.
     *
     * @param pending what has still to be applied
     * @param applied the files of which something is applied
     */
    private record History(Set<MigrationId> pending, Set<Path> applied) {
        static History of(Settings settings, Sessions sessions, ProcessEnvironment environment, Feedback feedback) {
            try (MigratorSession session = sessions.open(settings, feedback)) {
                MigrationStatus status = session.migrator().status();
                Set<MigrationId> pending = status.entries().stream()
                        .filter(entry -> entry.state().isPending())
                        .map(MigrationStatus.Entry::id)
                        .collect(Collectors.toSet());
                Set<Path> applied = status.entries().stream()
                        .filter(entry -> isApplied(entry.state()) && entry.origin() != null)
                        .flatMap(entry -> path(environment, String.valueOf(entry.origin())).stream())
                        .collect(Collectors.toSet());
                return new History(pending, applied);
            }
        }

        /** Also in part: its executed statements must not change. */
        private static boolean isApplied(MigrationStatus.State state) {
            return !state.isPending() || state == MigrationStatus.State.PARTLY_DONE;
        }

        boolean isPending(PlanStep step) {
            return pending.contains(step.id());
        }

        boolean mayChange(Path file) {
            return !applied.contains(file);
        }
    }

    private static Optional<Path> path(ProcessEnvironment environment, String origin) {
        try {
            return Optional.of(environment.resolve(origin));
        } catch (InvalidPathException resource) {
            return Optional.empty();
        }
    }
}
