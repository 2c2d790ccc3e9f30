package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.spi.TxFailure;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a failure, as far as the failure itself tells, whichever statement met it.
 *
 * @param text one or more sentences
 * @param ofScript whether a change to the script may help; if not, the cause lies in the server, or in how it is reached
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>
 */
public record Advice(String text, boolean ofScript) {
    private static final String LIMIT =
            "The connection's own time limit for an answer ended the wait (socketTimeout of the JDBC driver). The server may"
                    + " be healthy. Set socketTimeout in the URL or the DataSource to 0, or to more than the longest"
                    + " migration takes.";

    /** The advice for a statement of anybody's; null if nothing is known to say. */
    public static @Nullable Advice of(TxFailure failure) {
        if (FailureKind.isAnswerTimeout(failure)) {
            return beyondScript(LIMIT);
        }
        String state = failure.sqlState();
        if (state == null || state.length() != 5) {
            return null;
        }
        Advice known = ofState(state);
        return known == null ? ofClass(state.substring(0, 2)) : known;
    }

    private static @Nullable Advice ofState(String state) {
        return switch (state) {
            case "25P03", "25P04", "57P05" ->
                beyondScript(
                        "The server ended the session or the transaction at a time limit of its own, which its message"
                                + " names. Raise that limit for the user that migrates.");
            case "40001", "40P01" ->
                beyondScript(
                        "Other transactions got in the way at each attempt. Migrate when the database is less busy.");
            case "42501" ->
                new Advice("Grant the privilege to the user that migrates, or migrate as another user.", true);
            case "53100" -> beyondScript("The disk of the server is full. Free some space there.");
            case "53200" ->
                beyondScript("The server has run out of memory, or of room for locks (max_locks_per_transaction). Its"
                        + " message and hint say which; free or raise it.");
            case "53300" ->
                beyondScript(
                        "The server has no free connection for this user. Close some, or raise max_connections, or the"
                                + " CONNECTION LIMIT of the user or the database.");
            case "55006" -> beyondScript("Other sessions use the object. End them, or wait until they are done.");
            case "57P03" -> beyondScript("The server is starting up, shutting down or recovering. Wait a moment.");
            case "XX000" ->
                new Advice("This is an internal error of the server. See the server's log if it happens again.", true);
            default -> null;
        };
    }

    private static @Nullable Advice ofClass(String sqlStateClass) {
        return switch (sqlStateClass) {
            case "08" -> beyondScript("Check that the server is up, and the network between.");
            case "53" -> beyondScript("The server lacks a resource, which its message names. Free or raise it.");
            case "57" -> beyondScript("Somebody stopped the server or the statement. Check that the server is up.");
            case "58" ->
                beyondScript("The server could not use one of its files or libraries. See its message and its log.");
            default -> null;
        };
    }

    private static Advice beyondScript(String text) {
        return new Advice(text, false);
    }
}
