package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.MigrationResult;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.settings.text.Words;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Migrates a database to a target, or prints the SQL for it. */
final class MigrationRun {
    private final Sessions sessions;
    private final Confirmation confirmation;
    private final SchemaDump dump;

    @Inject
    MigrationRun(Sessions sessions, Confirmation confirmation, SchemaDump dump) {
        this.sessions = sessions;
        this.confirmation = confirmation;
        this.dump = dump;
    }

    /**
     * Prints the SQL of a run.
     *
     * @param dumpFile null, since nothing is run
     */
    void plan(Settings settings, Output output, Target target, @Nullable String dumpFile) {
        if (dumpFile != null) {
            throw ToolException.usage(
                    "--dry-run and --dump-schema exclude each other: after a dry run the schema is the same as before.",
                    "Remove one of them.");
        }
        try (MigratorSession session = sessions.open(settings, output)) {
            output.planned(session.migrator().plan(target));
        }
    }

    /** @param dumpFile where the schema goes after the run, or null */
    void migrate(Settings settings, Output output, Target target, @Nullable String dumpFile) {
        dump.check(dumpFile);
        try (MigratorSession session = sessions.open(settings, output)) {
            MigrationResult result = session.migrate(target);
            dump.write(dumpFile, settings, session.database());
            output.migrated(result);
        }
    }

    /**
     * Reverts migrations, and applies them again if the target says so. On a terminal, it first shows what is going to be done,
     * and does that or nothing.
     *
     * @param confirmed whether not to ask
     * @param dumpFile where the schema goes after the run, or null
     */
    void revert(Settings settings, Output output, Target target, boolean confirmed, @Nullable String dumpFile) {
        dump.check(dumpFile);
        try (MigratorSession session = sessions.open(settings, output)) {
            MigrationResult result = confirmed || !confirmation.isPossible()
                    ? session.migrate(target)
                    : session.migrate(target, agreed(session.migrator().plan(target)));
            dump.write(dumpFile, settings, session.database());
            output.migrated(result);
        }
    }

    /** Shows a plan, and asks; with nothing to do there is no question. */
    private Plan agreed(Plan plan) {
        if (!plan.isEmpty()) {
            boolean again = plan.steps().stream().anyMatch(step -> step.direction() == Direction.APPLY);
            confirmation.require(
                    (again ? "This reverts and applies again " : "This reverts ") + shown(plan),
                    again ? "Redo?" : "Revert?",
                    "Use --yes to go on without a question.");
        }
        return plan;
    }

    private static String shown(Plan plan) {
        List<PlanStep> reverted = plan.steps().stream()
                .filter(step -> step.direction() == Direction.REVERT)
                .toList();
        List<PlanStep> repeatable = plan.steps().stream()
                .filter(step -> step.id() instanceof RepeatableName)
                .toList();
        return Words.count(reverted.size(), "migration")
                + list(reverted)
                + (repeatable.isEmpty()
                        ? ""
                        : "\nand applies " + Words.count(repeatable.size(), "repeatable migration") + list(repeatable));
    }

    private static String list(List<PlanStep> steps) {
        return steps.stream()
                .map(step -> "\n  " + Words.migration(step.id(), step.description()) + " (" + step.origin() + ")")
                .collect(Collectors.joining("", ":", ""));
    }
}
