package dev.manticore.migrations.internal.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a command is waited for.
 *
 * @param keepAlive what to send on another connection while it takes long, or null
 * @param limit how long its answer may take, or null where nobody can know: the connection is given up then
 * @param cancellable whether the server is asked to cancel it when the waiting thread is interrupted
 */
public record Patience(
        @Nullable KeepAlive keepAlive, @Nullable Duration limit, boolean cancellable) {

    /** Waits as long as it takes. */
    public static final Patience ENDLESS = new Patience(null, null, false);

    /** For a user's statements, which take as long as they take. */
    public static Patience script(KeepAlive keepAlive) {
        return new Patience(keepAlive, null, true);
    }

    /** For what the engine asks of its own, which takes no time where the server and the network are well. */
    public static Patience own(Duration limit) {
        return new Patience(null, limit, false);
    }
}
