package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.LeaseLostException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.spi.TxFailure;

/** How a step ended. */
sealed interface StepResult {

    /** One method for each result: a missing case does not compile. */
    interface Cases<R> {
        R done();

        R overtaken(Overtaken result);

        R leaseLost(LeaseLost result);

        R inDoubt(InDoubt result);

        R failed(Failed result);
    }

    <R> R match(Cases<R> cases);

    /** The result of a step that ended with an exception. */
    static StepResult of(MigrationException failure) {
        if (failure instanceof LeaseLostException lost) {
            return new LeaseLost(lost);
        }
        return failure instanceof OutcomeUnknownException unknown ? new InDoubt(unknown) : new Failed(failure);
    }

    /** Committed and recorded. */
    record Done() implements StepResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.done();
        }
    }

    /**
     * After an unknown outcome: another runner has had the lease in the meantime, and the step is not recorded. What
     * remains to be done has to be planned again.
     */
    record Overtaken(TxFailure failure) implements StepResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.overtaken(this);
        }
    }

    /** Another runner has the lease; nothing more was committed. */
    record LeaseLost(LeaseLostException failure) implements StepResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leaseLost(this);
        }
    }

    /** The step may or may not have been carried out, as a whole or its last statement. */
    record InDoubt(OutcomeUnknownException failure) implements StepResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.inDoubt(this);
        }
    }

    /** The step failed, or the run was interrupted; what remains of it is known. */
    record Failed(MigrationException failure) implements StepResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }
}
