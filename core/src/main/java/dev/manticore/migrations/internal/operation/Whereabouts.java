package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import org.jspecify.annotations.Nullable;

/**
 * Tells once where a run is. A first run, to which nobody has named a schema, knows that only when it has taken the lease: to ask
 * before would cost a round trip.
 */
final class Whereabouts {
    private final Run run;
    /** What was read and not told yet. */
    private @Nullable History pending;

    Whereabouts(Run run) {
        this.run = run;
    }

    /** The history was read for the first time. */
    void read(History history) {
        pending = history;
        if (schema(history) != null) {
            tellAtLast();
        }
    }

    /** The history was read under the lease. */
    void readAgain(History history) {
        if (pending != null) {
            pending = history;
            tellAtLast();
        }
    }

    /** There is no more to learn. */
    void tellAtLast() {
        History history = pending;
        pending = null;
        if (history != null) {
            Database database = run.database();
            run.tell(new MigrationEvent.HistoryRead(
                    database.product().toString(),
                    database.version(),
                    database.name(),
                    database.user(),
                    schema(history),
                    CurrentVersion.of(history, run.report())));
        }
    }

    private @Nullable String schema(History history) {
        return history.schema() == null ? run.settings().schema() : history.schema();
    }
}
