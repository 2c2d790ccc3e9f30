package dev.manticore.migrations.settings.database;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Waits until a database that is just being started accepts connections. */
public final class DatabaseWait {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Refused, unreachable or broken connections, and hosts whose name is not known yet. */
    private static final String CONNECTION_EXCEPTION = "08";

    /** The server starts, stops or recovers: 57P01 to 57P03. */
    private static final String OPERATOR_INTERVENTION = "57P";

    private final DataSource database;
    private final Consumer<String> notices;

    /**
     * Prepares to wait.
     *
     * @param notices receives a message whenever the reason to wait has changed
     */
    public DatabaseWait(DataSource database, Consumer<String> notices) {
        this.database = database;
        this.notices = notices;
    }

    /**
     * Opens one connection and closes it, as soon as the database accepts one. Anything else that the database objects to,
     * such as a wrong password, is left to whoever connects next.
     *
     * @param limit the longest time to wait. It may be exceeded by the time that one attempt takes
     * @throws ToolException if the time is over, or if the thread is interrupted
     */
    public void await(Duration limit) {
        long start = System.nanoTime();
        String told = "";
        for (SQLException refused = connect(); refused != null; refused = connect()) {
            String reason = reason(refused);
            Duration left = limit.minusNanos(System.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                throw new ToolException(
                        ErrorCode.DATABASE_UNREACHABLE,
                        "The database did not accept connections within the time to wait for it: " + reason,
                        "Check that it is being started, and its host and port. Or wait longer for it.",
                        refused);
            }
            if (!reason.equals(told)) {
                notices.accept("waiting for the database: " + reason);
                told = reason;
            }
            pause(left.compareTo(PAUSE) < 0 ? left : PAUSE);
        }
    }

    /** Why there is no connection yet; null if there is nothing to wait for. */
    private @Nullable SQLException connect() {
        try {
            database.getConnection().close();
            return null;
        } catch (SQLException failure) {
            String state = failure.getSQLState();
            return state != null && (state.startsWith(CONNECTION_EXCEPTION) || state.startsWith(OPERATOR_INTERVENTION))
                    ? failure
                    : null;
        }
    }

    private static String reason(SQLException failure) {
        Throwable cause = failure.getCause();
        return cause == null
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")";
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(Math.max(1, duration.toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ToolException(
                    ErrorCode.INTERRUPTED,
                    "The wait for the database was interrupted; nothing was changed.",
                    "Run the command again.",
                    interrupted);
        }
    }
}
