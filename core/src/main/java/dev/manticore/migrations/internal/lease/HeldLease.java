package dev.manticore.migrations.internal.lease;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.internal.run.RetryPolicy;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lease while this run holds it, with the history and the progress that were read under it. Closing it releases it. */
public final class HeldLease implements AutoCloseable {
    private final Run run;
    private @Nullable Lease lease;
    private History history;
    private @Nullable Progress progress;
    private boolean overtaken;

    HeldLease(Run run, Lease lease, History history, @Nullable Progress progress) {
        this.run = run;
        this.lease = lease;
        this.history = history;
        this.progress = progress;
    }

    /** The lease with its current token. */
    public Lease lease() {
        return Objects.requireNonNull(lease, "the lease was lost");
    }

    /** The history as it was when the lease was taken, the last time. */
    public History history() {
        return history;
    }

    /** What is partially applied, as it was noted when the lease was taken the last time; null when nothing is. */
    public @Nullable Progress progress() {
        return progress;
    }

    /**
     * Takes the lease anew, with a new token: after an unknown outcome. This waits for a transaction that is still in
     * flight, or fences it off, and reads history and progress again.
     *
     * @return whether another runner may have held it in between
     */
    public boolean takeAnew() {
        long before = lease().token();
        // Until it is taken again, there is none to release.
        lease = null;
        HeldLease anew = new LeaseAcquisition(run).acquire(true);
        lease = anew.lease();
        history = anew.history;
        progress = anew.progress;
        // Each acquisition increments the token. One of this run's own whose answer was lost looks like another
        // runner's, which does no harm.
        return lease().token() != before + 1;
    }

    /** Takes the lease anew, and reads history and progress again, while nothing is in flight; releases it if that fails. */
    public void refresh() {
        Lease before = lease;
        try {
            takeAnew();
        } catch (MigrationException failure) {
            lease = before;
            throw failure;
        }
    }

    /** Another runner has held the lease: what was planned before is out of date. */
    public void overtaken() {
        overtaken = true;
    }

    /** Whether {@link #overtaken} was called since the last time. */
    public boolean takeOvertaken() {
        boolean was = overtaken;
        overtaken = false;
        return was;
    }

    /** Releases the lease, if need be on another connection. If that fails, it expires by itself. */
    @Override
    public void close() {
        Lease held = lease;
        if (held == null || run.connection().isBroken()) {
            return;
        }
        try {
            Query<Lease> release = new Query<>(List.of(run.leases().release(held)), rows -> held);
            run.retrying(RetryPolicy.RELEASE, "", () -> run.ask(release));
            run.tell(new MigrationEvent.LeaseReleased());
        } catch (TxFailure failure) {
            run.tell(new MigrationEvent.LeaseNotReleased(failure.text()));
        }
    }
}
