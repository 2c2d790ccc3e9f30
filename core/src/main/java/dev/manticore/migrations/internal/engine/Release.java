package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.Query;
import java.util.List;
import java.util.function.Supplier;

/** Gives the lease back. If that fails, the lease ends by itself, so it is no failure of the operation. */
final class Release<T> {
    private final Context context;

    Release(Context context) {
        this.context = context;
    }

    Step<T> then(Lease lease, Supplier<Step<T>> then) {
        return Asking.query(
                new Query<>(List.of(context.store().release(lease)), rows -> lease),
                released -> new Step.Tell<>(new MigrationEvent.LeaseReleased(), then),
                failure -> then.get());
    }
}
