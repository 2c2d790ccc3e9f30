package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.spi.TxFailure;
import java.time.Duration;

/** Counts the attempts of one thing, and waits between them as its policy says. */
public final class Retries {
    private final Run run;
    private final RetryPolicy policy;
    private final String when;
    private int attempts;
    private long firstFailure;

    Retries(Run run, RetryPolicy policy, String when) {
        this.run = run;
        this.policy = policy;
        this.when = when;
    }

    /**
     * An attempt failed: waits for the next one.
     *
     * @return false when there is to be no further attempt
     * @throws RunInterruptedException when the run was interrupted, and the policy stops then
     */
    public boolean again(TxFailure failure) {
        if (attempts == 0) {
            firstFailure = run.environment().nanoTime().getAsLong();
        }
        attempts++;
        if (attempts >= policy.attempts().applyAsInt(failure) || isTooLate()) {
            return false;
        }
        if (attempts > 1 || !policy.atOnce().test(failure)) {
            pause(failure.text());
        }
        return true;
    }

    private void pause(String reason) {
        Duration delay = run.environment().backOff(policy.firstDelay(), policy.longestDelay(), attempts);
        run.tell(new MigrationEvent.Retrying(reason, attempts, delay));
        if (policy.stopsOnInterrupt()) {
            run.pause(delay, when);
        } else {
            run.connection().pause(delay);
        }
    }

    private boolean isTooLate() {
        Duration limit = policy.limit();
        return limit != null && run.environment().since(firstFailure).compareTo(limit) > 0;
    }
}
