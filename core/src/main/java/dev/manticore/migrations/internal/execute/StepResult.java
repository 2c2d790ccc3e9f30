package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a step ended. */
sealed interface StepResult {

    /** One method for each result: a missing case does not compile. */
    interface Cases<R> {
        R applied(Applied result);

        R overtaken(Overtaken result);

        R changedElsewhere(ChangedElsewhere result);

        R failed(Failed result);
    }

    <R> R match(Cases<R> cases);

    /**
     * Committed and recorded, by this run or by another one.
     *
     * @param time how long that took; null if it took from its beginning to now
     */
    record Applied(@Nullable Duration time) implements StepResult {
        Applied() {
            this(null);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.applied(this);
        }
    }

    /**
     * After an unknown outcome: another runner has had the lease in the meantime, and the step is not recorded. What
     * remains to be done has to be planned again.
     */
    record Overtaken(TxFailure unanswered) implements StepResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.overtaken(this);
        }
    }

    /** Another tool has changed the history. Nothing of the step was executed; what remains has to be planned again. */
    record ChangedElsewhere() implements StepResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.changedElsewhere(this);
        }
    }

    /** Not applied, or not known to be. The failure's type says which: in doubt, lease lost, interrupted, refused. */
    record Failed(MigrationException failure) implements StepResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }
}
