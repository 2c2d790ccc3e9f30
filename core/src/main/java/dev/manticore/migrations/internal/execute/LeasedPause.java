package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.internal.run.Run;
import java.time.Duration;

/** A pause of a run that has nothing under way, and keeps its lease however long the pause is. */
record LeasedPause(Run run) {

    /**
     * Keeps the lease.
     *
     * @param <E> what it throws when that cannot be done
     */
    interface Keeper<E extends Exception> {
        void keep() throws E;
    }

    /**
     * Waits.
     *
     * @param when completes "The run was interrupted ..", as "before V1 was executed"
     * @param keeper called after each third of the lease, while the pause lasts
     * @throws dev.manticore.migrations.RunInterruptedException when the run was interrupted
     */
    <E extends Exception> void await(Duration delay, String when, Keeper<E> keeper) throws E {
        Duration third = run.settings().lease().dividedBy(3);
        Duration left = delay;
        while (left.compareTo(third) > 0) {
            run.pause(third, when);
            left = left.minus(third);
            keeper.keep();
        }
        run.pause(left, when);
    }
}
