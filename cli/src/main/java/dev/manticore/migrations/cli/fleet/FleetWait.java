package dev.manticore.migrations.cli.fleet;

import dev.manticore.migrations.settings.database.DatabaseWait;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.Feedback;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits until the databases of a fleet accept connections: for all of them together as long as for one. */
final class FleetWait {
    private final @Nullable Duration limit;
    private final Feedback feedback;
    private final long start = System.nanoTime();

    /** @param limit null for not at all */
    FleetWait(@Nullable Duration limit, Feedback feedback) {
        this.limit = limit;
        this.feedback = feedback;
    }

    /** Returns the database. That it accepts no connection is then told of each of its targets. */
    OpenDatabase awaited(OpenDatabase database) {
        if (limit != null) {
            await(database, limit.minusNanos(System.nanoTime() - start));
        }
        return database;
    }

    private void await(OpenDatabase database, Duration left) {
        try {
            new DatabaseWait(database.dataSource(), feedback::notice).await(left);
        } catch (ToolException refused) {
            if (refused.code() != ErrorCode.DATABASE_UNREACHABLE) {
                database.close();
                throw refused;
            }
            feedback.notice(String.valueOf(refused.getMessage()));
        }
    }
}
