package dev.manticore.migrations.micrometer;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.LeaseAwaited;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.PlanStep;
import io.micrometer.observation.Observation.Event;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A listener that observes runs: a timer and, with a tracer, a span for each run, each wait for the lease, each migration,
 * each statement of a stepwise script and each callback with a transaction of its own. Those of a run are inside of its
 * own. Register it with {@code MigratorBuilder.listener(..)}; one may listen to several migrators.
 *
 * <p>Thread-safe: it tells runs apart by their threads.
 */
public final class MigrationObservations implements MigrationListener {
    private final Descriptions describe;
    private final Map<Thread, OpenObservations> runs = new ConcurrentHashMap<>();

    private MigrationObservations(ObservationRegistry registry) {
        this.describe = new Descriptions(registry);
    }

    /** Observations that go to a registry. */
    public static MigrationObservations of(ObservationRegistry registry) {
        return new MigrationObservations(registry);
    }

    @Override
    public void on(MigrationEvent event) {
        OpenObservations open = runs.get(Thread.currentThread());
        if (event instanceof MigrationEvent.RunRequested requested) {
            if (open == null) {
                open = new OpenObservations();
                runs.put(Thread.currentThread(), open);
            }
            open.start(describe.run(requested.target()));
        } else if (open != null) {
            during(open, event);
            if (open.isEmpty()) {
                runs.remove(Thread.currentThread());
            }
        }
    }

    private void during(OpenObservations open, MigrationEvent event) {
        if (event instanceof LeaseAwaited awaited) {
            if (!open.isCurrent(Names.LEASE_WAIT)) {
                open.start(describe.leaseWait(awaited.owner()));
            }
        } else if (event instanceof MigrationEvent.LeaseAcquired) {
            open.stop(Names.LEASE_WAIT, null);
        } else if (event instanceof MigrationEvent.StepStarted started) {
            open.start(describe.migration(started.step()));
            if (started.step().execution() == PlanStep.Execution.STEPWISE) {
                open.start(describe.statement());
            }
        } else if (event instanceof MigrationEvent.StatementFinished finished) {
            if (open.isCurrent(Names.STATEMENT)) {
                open.add(Names.NUMBER, finished.statement() + 1);
                open.stop(Names.STATEMENT, null);
            }
            if (finished.statement() + 1 < finished.total()) {
                open.start(describe.statement());
            }
        } else if (event instanceof MigrationEvent.StepFinished) {
            open.stop(Names.MIGRATION, null);
        } else if (event instanceof MigrationEvent.StepFailed failed) {
            open.stop(Names.MIGRATION, failed.failure());
        } else if (event instanceof MigrationEvent.CallbackStarted started) {
            open.start(describe.callback(started.file()));
        } else if (event instanceof MigrationEvent.CallbackFinished) {
            open.stop(Names.CALLBACK, null);
        } else if (event instanceof MigrationEvent.CallbackFailed failed) {
            open.stop(Names.CALLBACK, failed.failure());
        } else if (event instanceof MigrationEvent.Retrying || event instanceof MigrationEvent.LockTimedOut) {
            open.event(Event.of(Names.RETRY, "retry"));
        } else if (event instanceof MigrationEvent.RunFinished finished) {
            open.add(Names.STEPS, finished.report().steps().size());
            open.stop(Names.RUN, null);
        } else if (event instanceof MigrationEvent.RunFailed failed) {
            open.stop(Names.RUN, failed.failure());
        }
    }
}
