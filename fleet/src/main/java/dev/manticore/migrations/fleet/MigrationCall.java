package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.fleet.TargetResult.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** One call that migrates targets. */
final class MigrationCall {
    private final FleetSettings settings;
    private final Migrators migrators;
    private final Target goal;
    private final BiConsumer<FleetTarget, TargetMigrator> check;
    private final Progress progress;

    /**
     * Prepares a call.
     *
     * @param goal what each target is migrated to
     * @param check called before each run; what it throws is the failure of the target
     */
    MigrationCall(FleetSettings settings, Target goal, BiConsumer<FleetTarget, TargetMigrator> check) {
        this.settings = settings;
        this.migrators = Migrators.of(settings);
        this.goal = goal;
        this.check = check;
        this.progress = new Progress(settings);
    }

    /** Migrates the first targets, and then the others. */
    FleetReport carryOut(Targets targets, List<FleetTarget> canaries) {
        Set<FleetTarget> others = new LinkedHashSet<>(targets.all());
        canaries.forEach(others::remove);
        if (!canaries.isEmpty()) {
            migrate(canaries);
        }
        if (!canaries.isEmpty() && progress.hasFailures()) {
            progress.notBegun(
                    others, Thread.currentThread().isInterrupted() ? Reason.INTERRUPTED : Reason.CANARY_FAILED);
        } else {
            migrate(new ArrayList<>(others));
        }
        return progress.report(targets.all());
    }

    private void migrate(List<FleetTarget> targets) {
        Set<FleetTarget> upToDate = upToDate(targets);
        upToDate.forEach(target -> progress.ended(new TargetResult.UpToDate(target)));
        List<FleetTarget> due =
                targets.stream().filter(target -> !upToDate.contains(target)).toList();
        Schedule<FleetTarget> schedule = new Schedule<>(due, FleetTarget::server, settings.perServer());
        if (progress.hasTooManyFailures()) {
            schedule.stop();
        }
        boolean interrupted = new Workers(settings.atOnce(), settings.random())
                .carryOut(schedule, due.size(), target -> {
                    migrate(target);
                    if (progress.hasTooManyFailures()) {
                        schedule.stop();
                    }
                });
        progress.notBegun(targets, interrupted ? Reason.INTERRUPTED : Reason.TOO_MANY_FAILURES);
    }

    /** The targets of which a few queries show that there is nothing to do. */
    private Set<FleetTarget> upToDate(List<FleetTarget> targets) {
        List<List<FleetTarget>> alike = new Survey(settings, migrators)
                .groups(targets).stream().filter(group -> group.size() > 1).toList();
        Map<FleetTarget, Boolean> answers = new Answers<>(
                        settings,
                        this::isUpToDate,
                        answer -> answer && migrators.compareTheSame(),
                        (answer, other) -> answer)
                .ofGroups(alike);
        Set<FleetTarget> upToDate = new HashSet<>();
        answers.forEach((target, answer) -> {
            if (answer) {
                upToDate.add(target);
            }
        });
        return upToDate;
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

    private void migrate(FleetTarget target) {
        progress.began(target);
        LogContext.of(target, () -> progress.ended(result(target)));
    }

    private TargetResult result(FleetTarget target) {
        try {
            TargetMigrator migrator = migrators.of(target, event -> progress.happened(target, event));
            check.accept(target, migrator);
            MigrationReport report = migrator.migrate(goal);
            return report.isEmpty() ? new TargetResult.UpToDate(target) : new TargetResult.Migrated(target, report);
        } catch (Throwable failure) { // an Error must not hide what came of the other targets
            return new TargetResult.Failed(target, Failures.of(failure));
        }
    }
}
