package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.execute.AgreedPlan;
import dev.manticore.migrations.internal.execute.CallbackRuns;
import dev.manticore.migrations.internal.execute.Leftover;
import dev.manticore.migrations.internal.execute.PlanExecution;
import dev.manticore.migrations.internal.execute.PlanMaker;
import dev.manticore.migrations.internal.history.HistoryReader;
import dev.manticore.migrations.internal.lease.HeldLease;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.plan.BaselineScripts;
import dev.manticore.migrations.internal.plan.MissingValues;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Applies and reverts migrations. Nothing to do ends after the first reading, without the lease.
 *
 * @param agreed what it may do
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
        try {
            return carryOut(run, start);
        } catch (RuntimeException failure) {
            run.tell(new MigrationEvent.RunFailed(failure, run.environment().since(start)));
            throw failure;
        }
    }

    private MigrationReport carryOut(Run run, long start) {
        MigrationSet loaded = run.load();
        HistoryReader.Found found = HistoryReader.of(run, loaded).historyAndLease();
        Optional<Baseline> baseline = new FirstBaseline(run).of(found);
        if (baseline.isPresent()) {
            baseline.get().carryOut(run);
            found = HistoryReader.of(run, loaded).historyAndLease();
        }
        History history = found.applied();
        MigrationSet files = MissingValues.matter(loaded, history) ? run.completed(loaded) : loaded;
        run.tell(read(run, history));
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
                new PlanExecution(run, lease, run.completed(files), callbacks, target, agreed).carryOut();
                history = lease.history();
                judged = null;
            }
        }
        if (run.report().isEmpty()) {
            run.tell(new MigrationEvent.NothingToDo(
                    StatusEntries.of(files, history, judged, run.database()).list()));
        }
        run.tell(new MigrationEvent.RunFinished(
                run.report(), current(run, history), run.environment().since(start)));
        return run.report();
    }

    private static MigrationEvent.HistoryRead read(Run run, History history) {
        Database database = run.database();
        return new MigrationEvent.HistoryRead(
                database.product().toString(),
                database.version(),
                database.name(),
                database.user(),
                schema(run, history),
                current(run, history));
    }

    private static @Nullable String schema(Run run, History history) {
        return history.schema() == null ? run.settings().schema() : history.schema();
    }

    /** The highest version of the history as it was read last, and of what this run has done since. */
    private static @Nullable MigrationId current(Run run, History history) {
        TreeSet<Version> versions = new TreeSet<>();
        history.entries().forEach(entry -> add(versions, entry.id()));
        for (StepReport step : run.report().steps()) {
            if (step.direction() == Direction.APPLY) {
                add(versions, step.id());
            } else {
                versions.removeIf(step.id()::equals);
            }
        }
        return versions.isEmpty() ? null : versions.last();
    }

    private static void add(TreeSet<Version> versions, MigrationId id) {
        if (id instanceof Version version) {
            versions.add(version);
        }
    }
}
