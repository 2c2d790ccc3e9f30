package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.spi.TxRunner;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies all migrations to an empty database, observes what each statement does, and judges it by the {@link Rules}. Thread-safe.
 */
public final class Linter {
    private final Function<TxRunner, MigratorBuilder<Migrator>> migrators;

    /**
     * A linter of the migrations of a project.
     *
     * @param migrators begins a migrator with the project's sources and settings; called twice for each {@link #lint}
     */
    public Linter(Function<TxRunner, MigratorBuilder<Migrator>> migrators) {
        this.migrators = migrators;
    }

    /**
     * Lints the migrations. Each takes one or two round trips more than a run does.
     *
     * @param scratch an empty database of PostgreSQL that nobody else uses; afterwards all migrations are applied to it
     * @throws dev.manticore.migrations.MigrationException if the migrations cannot be applied
     */
    public LintReport lint(TxRunner scratch, LintOptions options) {
        Migrator planning = migrators.apply(scratch).build();
        Map<MigrationId, PlanStep> steps = new LinkedHashMap<>();
        for (PlanStep step : planning.plan(Target.latest()).steps()) {
            if (step.direction() == Direction.APPLY && options.migrations().test(step)) {
                steps.put(step.id(), step);
            }
        }
        Judging judging = new Judging(options.cockroach());
        Recorder recorder = new Recorder(steps, facts(planning, steps), options.separately(), judging::judge);
        migrators
                .apply(new RecordingTxRunner(scratch, recorder))
                .listener(recorder)
                .build()
                .migrate();
        recorder.endRelease();
        return judging.report().withoutAllowed(Rules.unjudged(options.cockroach()));
    }

    private static Map<MigrationId, MigrationFacts> facts(Migrator migrator, Map<MigrationId, PlanStep> steps) {
        Set<MigrationId> reversible = migrator.migrations().stream()
                .filter(migration -> migration.downSql() != null)
                .map(Migration::id)
                .collect(Collectors.toSet());
        Map<MigrationId, MigrationFacts> facts = new HashMap<>();
        steps.forEach((id, step) -> facts.put(
                id,
                new MigrationFacts(
                        id, step.execution(), ScriptFacts.of(step), reversible.contains(id), !reversible.isEmpty())));
        return facts;
    }
}
