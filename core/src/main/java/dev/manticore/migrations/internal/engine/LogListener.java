package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationListener;
import dev.manticore.migrations.PlanStep;
import org.slf4j.Logger;

/** One log line for each event. */
record LogListener(Logger log) implements MigrationListener {

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.RunStarted started) {
            log.info("{} migrations to carry out", started.plan().steps().size());
        } else if (event instanceof MigrationEvent.LeaseAwaited awaited) {
            log.info("Waiting for the lease, held by {} for another {}", awaited.owner(), awaited.remaining());
        } else if (event instanceof MigrationEvent.LeaseAcquired acquired) {
            log.debug("Lease taken for {} as {}", acquired.duration(), acquired.owner());
        } else if (event instanceof MigrationEvent.LeaseReleased) {
            log.debug("Lease released");
        } else if (event instanceof MigrationEvent.LeaseNotReleased kept) {
            log.warn("The lease could not be released and lapses by itself: {}", kept.reason());
        } else if (event instanceof MigrationEvent.LeaseRevoked revoked) {
            log.warn("Lease taken from {}, which had it for another {}", revoked.owner(), revoked.remaining());
        } else if (event instanceof MigrationEvent.ProgressDecided decided) {
            log.warn("What was part done was decided by hand: {}, {}", decided.decision(), decided.outcome());
        } else if (event instanceof MigrationEvent.LeaseNotRenewed missed) {
            log.warn(
                    "The lease could not be renewed beside the running statement, only between statements: {}",
                    missed.reason());
        } else if (event instanceof MigrationEvent.StepStarted started) {
            log.debug(
                    "{} ({}), {} of {}",
                    name(started.step()),
                    started.step().origin(),
                    started.index() + 1,
                    started.total());
        } else if (event instanceof MigrationEvent.StatementFinished finished) {
            log.debug("{}: statement {} of {} done", name(finished.step()), finished.statement() + 1, finished.total());
        } else if (event instanceof MigrationEvent.InvalidIndexDropped dropped) {
            log.warn(
                    "{}: dropping the index {}, which an earlier attempt left invalid",
                    name(dropped.step()),
                    dropped.index());
        } else if (event instanceof MigrationEvent.StepFinished finished) {
            log.info(
                    "{} done in {} ms",
                    name(finished.step()),
                    finished.duration().toMillis());
        } else if (event instanceof MigrationEvent.StepFailed failed) {
            log.error("{}", failed.failure().getMessage());
        } else if (event instanceof MigrationEvent.Retrying retrying) {
            log.warn(
                    "Trying again (attempt {}) in {}: {}", retrying.attempt() + 1, retrying.delay(), retrying.reason());
        } else if (event instanceof MigrationEvent.OutcomeUnknown unknown) {
            log.warn("It is not known yet whether {} was carried out: {}", unknown.what(), unknown.reason());
        }
    }

    private static String name(PlanStep step) {
        return (step.direction() == Direction.APPLY ? "V" : "Undo of V") + step.version() + " " + step.description();
    }
}
