package dev.manticore.migrations.fleet;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.fleet.TargetResult.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One call that migrates targets. */
final class MigrationCall {
    private final FleetSettings settings;
    private final Migrators migrators;
    private final TargetWork work;
    private final Progress progress;

    MigrationCall(FleetSettings settings, Migrators migrators, TargetWork work) {
        this.settings = settings;
        this.migrators = migrators;
        this.work = work;
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
        Collection<TargetResult> known = work.known(targets);
        known.forEach(progress::ended);
        Set<FleetTarget> done = known.stream().map(TargetResult::target).collect(Collectors.toSet());
        List<FleetTarget> due =
                targets.stream().filter(target -> !done.contains(target)).toList();
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

    private void migrate(FleetTarget target) {
        progress.began(target);
        LogContext.of(target, () -> progress.ended(result(target)));
    }

    private TargetResult result(FleetTarget target) {
        try {
            TargetMigrator migrator = migrators.of(target, event -> progress.happened(target, event));
            MigrationReport report = work.run(target, migrator);
            return report.isEmpty() ? new TargetResult.UpToDate(target) : new TargetResult.Migrated(target, report);
        } catch (Throwable failure) { // an Error must not hide what came of the other targets
            return new TargetResult.Failed(target, Failures.of(failure));
        }
    }
}
