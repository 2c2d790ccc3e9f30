package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Migrates each target to a goal. A few queries tell of which targets there is nothing to do. */
record GoalWork(FleetSettings settings, Migrators migrators, Target goal) implements TargetWork {

    @Override
    public Collection<TargetResult> known(List<FleetTarget> targets) {
        List<List<FleetTarget>> alike = new Survey(settings, migrators)
                .groups(targets).stream().filter(group -> group.size() > 1).toList();
        Map<FleetTarget, Boolean> answers = new Answers<>(
                        settings,
                        this::isUpToDate,
                        answer -> answer && migrators.compareTheSame(),
                        (answer, other) -> answer)
                .ofGroups(alike);
        return targets.stream()
                .filter(target -> answers.getOrDefault(target, false))
                .<TargetResult>map(TargetResult.UpToDate::new)
                .toList();
    }

    private boolean isUpToDate(FleetTarget target) {
        try {
            Plan plan = migrators.of(target).plan(goal);
            return plan.steps().isEmpty() && plan.callbacks().isEmpty();
        } catch (RuntimeException failure) {
            // Its run says what is wrong.
            return false;
        }
    }

    @Override
    public MigrationReport run(FleetTarget target, TargetMigrator migrator) {
        return migrator.migrate(goal);
    }
}
