package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.MigrationResult;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.settings.text.Words;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Prints the SQL of a run. */
    void plan(Settings settings, Output output, Target target) {
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
     * Reverts migrations. On a terminal, it first shows which ones.
     *
     * @param confirmed whether not to ask
     * @param dumpFile where the schema goes after the run, or null
     */
    void revert(Settings settings, Output output, Target target, boolean confirmed, @Nullable String dumpFile) {
        dump.check(dumpFile);
        try (MigratorSession session = sessions.open(settings, output)) {
            if (!confirmed && confirmation.isPossible()) {
                confirm(session.migrator().plan(target).steps(), "This reverts ", "Revert?");
            }
            MigrationResult result = session.migrate(target);
            dump.write(dumpFile, settings, session.database());
            output.migrated(result);
        }
    }

    /**
     * Reverts the highest versions and applies them again, in two runs. On a terminal, it first shows which ones.
     *
     * @param confirmed whether not to ask
     * @param dumpFile where the schema goes after the run, or null
     */
    void redo(Settings settings, Output output, int count, boolean confirmed, @Nullable String dumpFile) {
        dump.check(dumpFile);
        Target down = Target.rollback(count);
        try (MigratorSession session = sessions.open(settings, output)) {
            if (!confirmed && confirmation.isPossible()) {
                confirm(session.migrator().plan(down).steps(), "This reverts and applies again ", "Redo?");
            }
            MigrationResult reverted = session.migrate(down);
            MigrationResult result = reverted.report().isEmpty()
                    ? reverted
                    : both(
                            reverted.report(),
                            session.migrate(Target.upTo(highest(reverted.report())))
                                    .report());
            dump.write(dumpFile, settings, session.database());
            output.migrated(result);
        }
    }

    private static Version highest(MigrationReport reverted) {
        return reverted.steps().stream()
                .map(StepReport::id)
                .filter(Version.class::isInstance)
                .map(Version.class::cast)
                .max(Version::compareTo)
                .orElseThrow();
    }

    private static MigrationResult both(MigrationReport first, MigrationReport second) {
        return new MigrationResult(
                new MigrationReport(
                        Stream.concat(first.steps().stream(), second.steps().stream())
                                .toList(),
                        Stream.concat(first.notes().stream(), second.notes().stream())
                                .distinct()
                                .toList()),
                List.of());
    }

    private void confirm(List<PlanStep> steps, String start, String question) {
        if (steps.isEmpty()) {
            return;
        }
        String list = steps.stream()
                .map(step -> "\n  " + Words.migration(step.id(), step.description()) + " (" + step.origin() + ")")
                .collect(Collectors.joining());
        confirmation.require(
                start + Words.count(steps.size(), "migration") + ":" + list,
                question,
                "Use --yes to go on without a question.");
    }
}
