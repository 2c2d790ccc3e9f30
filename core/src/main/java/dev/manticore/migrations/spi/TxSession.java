package dev.manticore.migrations.spi;

import dev.manticore.migrations.ServerMessage;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One connection, reached by blocking calls.
 *
 * <p>To implement one:
 *
 * <ol>
 *   <li>Identify the server in {@link #database}, with {@link Database#identify}.
 *   <li>In {@link #run}, cut the script into its parts with {@link TxPart#of} and send them in order.
 *   <li>Report each failure as a {@link TxFailure}: what the server said, which statement it belongs to, and whether
 *       the connection survived. Never retry, sleep or interpret.
 *   <li>Implement {@link #abort} and {@link #close}; implement {@link #cancel} and {@link #backend} if the driver can.
 * </ol>
 *
 * <p>{@link #database}, {@link #run} and {@link #close} are called by one thread at a time, though not always by the
 * same one. {@link #cancel} and {@link #abort} are called by other threads while {@link #run} is under way.
 *
 * <p>To change some methods of a session that exists, extend {@link ForwardingTxSession}.
 */
public interface TxSession extends AutoCloseable {

    /**
     * Which database this is. Called once per operation, before anything is run. It costs no round trip if the driver
     * knows the answer from the start of the connection.
     *
     * @throws TxFailure in phase {@link TxFailure.Phase#CONNECT} if the server is neither PostgreSQL nor CockroachDB,
     *     or cannot be asked
     */
    Database database() throws TxFailure;

    /**
     * Sends a script to the server, once, in one round trip unless it contains {@code COPY} data. It has to:
     *
     * <ul>
     *   <li>send the text as it is: nothing in it is a parameter or an escape of the driver
     *   <li>return only when everything is committed and no transaction is open
     *   <li>end the transaction before it throws, unless the session is lost
     * </ul>
     *
     * <p>When it throws and {@link TxFailure#sessionLost()} is false, the session can be used again; in {@link
     * TxScript.Mode#TRANSACTION}, nothing of the script remains in the database then.
     *
     * <p>An interrupt does not end this call: the engine polls the interrupt flag from another thread and calls {@link
     * #cancel}. The flag must be set when this method returns or throws. If the driver clears it, set it again; otherwise
     * the run does not stop.
     *
     * @return one {@link Rows} for each statement of the script, and how many rows it has changed
     * @throws TxFailure with SQLSTATE, statement and position as far as the server gave them
     * @throws IllegalStateException if the session is closed
     */
    TxResult run(TxScript script) throws TxFailure;

    /**
     * Runs Java code between two messages, in one transaction:
     *
     * <ol>
     *   <li>send {@link TxCode#first}
     *   <li>hand the connection to the code, in the transaction that is open now, and wait until it has ended
     *   <li>if it succeeded, send {@link TxCode#last}
     *   <li>if it failed, send {@link TxCode#ROLLBACK}, and then {@code ROLLBACK}. Throw {@link TxCode#ended} if the
     *       server refuses the first as {@link TxCode#isEnded} says, and else {@link TxCode#failed}, with the SQLSTATE
     *       of the code's exception or of one of its causes, so that the engine can repeat it after 40001
     * </ol>
     *
     * <p>The code should not be able to commit, roll back or close the connection by a method of the driver; what it
     * does by SQL is found out by the savepoint. The rules of {@link #run(TxScript)} hold, and {@link #cancel} and
     * {@link #abort} may be called meanwhile: after {@link #abort} this method fails as soon as the code ends or, if
     * the code is not blocking, at once. A connection that was lost while the code had it is a failure in phase {@link
     * TxFailure.Phase#UNANSWERED}. Called only if {@link TxRunner#codeRefusal} has refused nothing.
     *
     * <p>Default: throws {@link UnsupportedOperationException}.
     *
     * @throws TxFailure whose {@link TxFailure#statement} counts the code as one statement, see {@link TxCode#index}
     */
    default void run(TxCode code) throws TxFailure {
        throw new UnsupportedOperationException("this session runs no Java code: " + code);
    }

    /**
     * Whether the session can send several transactions in one message, see {@link #run(TxBatch, Runnable)}. Called before
     * migrations are executed, and costs no round trip.
     *
     * <p>Default: false. Each transaction is then a call of {@link #run(TxScript)}.
     */
    default boolean sendsBatches() {
        return false;
    }

    /**
     * Sends several transactions to the server, once, in one message: the text of {@link TxBatch#sql()} as it is. Each
     * commits alone, and the results of their statements are not needed. The rules of {@link #run(TxScript)} hold, with
     * these differences:
     *
     * <ul>
     *   <li>call {@code committed} each time that the server has answered a {@code COMMIT}, before anything else that it
     *       sends is passed on: {@link TxBatch#isCommit} tells which answer that is. What the server says between two such
     *       calls belongs to the later one's transaction, see {@link #onMessage}
     *   <li>when it throws and {@link TxFailure#sessionLost()} is false, exactly the transactions for which {@code
     *       committed} was called are in the database
     *   <li>if the server answers a {@code COMMIT} with anything else, the outcome is unknown: give the connection up, and
     *       throw in phase {@link TxFailure.Phase#UNANSWERED}
     * </ul>
     *
     * <p>Called only if {@link #sendsBatches} is true, and on PostgreSQL. Default: throws {@link
     * UnsupportedOperationException}.
     *
     * @param committed thread-safe; returns at once and never throws
     * @throws TxFailure whose {@link TxFailure#statement} counts the statements of all transactions; start it with {@link
     *     TxBatch#refused}
     */
    default void run(TxBatch batch, Runnable committed) throws TxFailure {
        throw new UnsupportedOperationException("this session sends one transaction at a time");
    }

    /**
     * Asks the server to cancel the statement that is running, as Ctrl-C in psql does. Called from any thread while
     * {@link #run} is under way. It returns without waiting for the effect, and never throws. It does nothing when no
     * statement is running, or when the server has no such request.
     *
     * <p>The request names the session and not a statement. It must not hit the next statement, so {@link #run} does
     * not return before a request that was sent has been handled. If it came in time, {@link #run} fails with SQLSTATE
     * 57014, and the session can be used again. If it came before the server began, it has no effect.
     *
     * <p>Default: does nothing.
     */
    default void cancel() {}

    /**
     * Gives up the connection at once, without waiting for the server or the network. Called from any thread, usually
     * while {@link #run} is under way and the network is silent. Then {@link #run} throws in phase {@link
     * TxFailure.Phase#UNANSWERED}, also when it is called afterwards. The session can only be closed from then on, and
     * the pool must not hand out its connection again. The server may finish what it was sent, and commit it.
     *
     * <p>Never throws. Does nothing when the connection is gone already or the session is closed.
     */
    void abort();

    /**
     * The process ID that the server announced when the connection was opened (BackendKeyData), as in
     * {@code pg_stat_activity.pid}. The engine asks the server about this process to find out that an answer was lost. A
     * connection pooler announces a number of its own, which may be negative: where another process executes the
     * statements, the engine knows that there is a pooler. Called for each script, and costs no round trip.
     *
     * <p>Default: empty, which means that the driver does not know it.
     */
    default OptionalInt backend() {
        return OptionalInt.empty();
    }

    /**
     * Who receives what the server says without failing (NoticeResponse): warnings and notices. Called once, before the
     * first script. The receiver is thread-safe, returns at once and never throws; call it for each message, in order,
     * from any thread, before {@link #run} returns or throws.
     *
     * <p>Default: the messages are lost.
     */
    default void onMessage(Consumer<ServerMessage> receiver) {}

    /**
     * Ends the session. The connection goes back as it was taken, with every setting of this adapter undone; a
     * connection that was lost is not used again. Called at the end of each operation, and possibly more than once:
     * further calls do nothing. Never throws.
     */
    @Override
    void close();
}
