package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.execute.AgreedPlan;
import dev.manticore.migrations.internal.execute.CallbackRuns;
import dev.manticore.migrations.internal.execute.Leftover;
import dev.manticore.migrations.internal.execute.PlanExecution;
import dev.manticore.migrations.internal.execute.PlanMaker;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.BaselineScripts;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import java.util.Optional;

/**
 * Applies and reverts migrations. Nothing to do ends after the first reading, without the lease.
 *
 * @param agreed the plan that the run has to keep to, if a person has seen one
 */
public record Migrate(Target target, AgreedPlan agreed) implements Operation<MigrationReport> {

    /** Does whatever is due. */
    public Migrate(Target target) {
        this(target, AgreedPlan.ANY);
    }

    @Override
    public MigrationReport carryOut(Run run) {
        long start = run.environment().nanoTime().getAsLong();
        run.tell(new MigrationEvent.RunRequested(target));
        Whereabouts whereabouts = new Whereabouts(run);
        try {
            return carryOut(run, whereabouts, start);
        } catch (RuntimeException failure) {
            whereabouts.tellAtLast();
            run.tell(new MigrationEvent.RunFailed(failure, run.environment().since(start)));
            throw failure;
        }
    }

    private MigrationReport carryOut(Run run, Whereabouts whereabouts, long start) {
        Beginning beginning = Beginning.of(run);
        MigrationSet files = run.completed(beginning.files());
        HistoryReader.Found found = beginning.found();
        Optional<Baseline> baseline = new FirstBaseline(run).of(found);
        if (baseline.isPresent()) {
            baseline.get().carryOut(run);
            found = HistoryReader.of(run, files).historyAndLease();
        }
        History history = found.applied();
        whereabouts.read(history);
        // What another run is at is judged when that run has ended.
        boolean underWay = Leftover.of(BaselineScripts.seen(files, history, target), history, found.lease())
                .filter(Leftover::isUnderWay)
                .isPresent();
        LeaseState judged = underWay ? null : found.lease();
        Planning.Planned planned = new PlanMaker(run, files).plan(history, judged, target);
        agreed.check(run, planned);
        CallbackRuns callbacks = new CallbackRuns(run, files.callbacks());
        if (underWay || !planned.steps().isEmpty() || callbacks.areDue(planned)) {
            if (found.history().isEmpty() && run.store().createSchema().isPresent()) {
                callbacks.beforeSchema(planned);
            }
            try (HeldLease lease = HeldLease.acquire(run, found.tables())) {
                whereabouts.readAgain(lease.history());
                new PlanExecution(run, lease, files, callbacks, target, agreed).carryOut();
                history = lease.history();
                judged = null;
            }
        }
        whereabouts.tellAtLast();
        if (run.report().isEmpty()) {
            run.tell(new MigrationEvent.NothingToDo(
                    StatusEntries.of(files, history, judged, run.database()).list()));
        }
        run.tell(new MigrationEvent.RunFinished(
                run.report(),
                CurrentVersion.of(history, run.report()),
                run.environment().since(start)));
        return run.report();
    }
}
