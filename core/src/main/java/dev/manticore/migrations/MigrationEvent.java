package dev.manticore.migrations;

import java.time.Duration;

/** Something that happened in a run. */
public sealed interface MigrationEvent {

    /** The plan is made and the lease is held; the steps follow. */
    record RunStarted(Plan plan) implements MigrationEvent {}

    /** Another runner holds the lease; the next try comes after {@code delay}. */
    record LeaseAwaited(String owner, Duration remaining, Duration delay) implements MigrationEvent {}

    record LeaseAcquired(String owner, Duration duration) implements MigrationEvent {}

    record LeaseReleased() implements MigrationEvent {}

    /** The lease could not be released; it lapses by itself, and holds the next runner up until then. */
    record LeaseNotReleased(String reason) implements MigrationEvent {}

    /** The lease was taken from a runner that may be alive, see {@link Migrator#unlock}. */
    record LeaseRevoked(String owner, Duration remaining) implements MigrationEvent {}

    /** A person decided about what was part done. */
    record ProgressDecided(Resumption decision, Resumed outcome) implements MigrationEvent {}

    /** The lease could not be renewed beside a running statement; it is renewed between statements all the same. */
    record LeaseNotRenewed(String reason) implements MigrationEvent {}

    /**
     * A step begins.
     *
     * @param index from 0
     * @param total the number of steps in the plan
     */
    record StepStarted(PlanStep step, int index, int total) implements MigrationEvent {}

    /**
     * A statement of a stepwise script is done.
     *
     * @param statement from 0
     * @param total the number of statements in the script
     */
    record StatementFinished(PlanStep step, int statement, int total) implements MigrationEvent {}

    /**
     * An index that an earlier attempt at the statement left invalid is dropped, so that it can be built anew.
     *
     * @param index its name, with its schema, quoted where need be
     */
    record InvalidIndexDropped(PlanStep step, String index) implements MigrationEvent {}

    record StepFinished(PlanStep step, Duration duration) implements MigrationEvent {}

    record StepFailed(PlanStep step, MigrationException failure) implements MigrationEvent {}

    /** Something passing went wrong; the next try comes after {@code delay}. */
    record Retrying(String reason, int attempt, Duration delay) implements MigrationEvent {}

    /** An answer did not arrive; the run finds out what happened before it does anything else. */
    record OutcomeUnknown(String what, String reason) implements MigrationEvent {}
}
