package dev.manticore.migrations.spi;

import dev.manticore.migrations.internal.lease.TableLeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores the lease, which allows one runner at a time to migrate, and the progress of a script that runs statement by
 * statement. A store renders SQL and reads the rows that come back; it never touches a connection. Few applications
 * need another one than {@linkplain #table the default}.
 *
 * <p>To implement one:
 *
 * <ol>
 *   <li>Keep one row: a token, the owner, the time at which the lease expires, and the {@link Progress}.
 *   <li>Use the database's clock at the moment when a statement runs, {@code clock_timestamp()}: neither the client's
 *       nor {@code now()}, which is the transaction's start.
 *   <li>Give out a new token with each {@link #acquire} and each {@link #revoke}. No token ever comes back.
 *   <li>Let {@link #fence}, {@link #note} and {@link #renew} fail for every token but the current one.
 *   <li>Quote every name and value with {@link Sql}.
 *   <li>Prove it with the test kit's {@code LeaseStoreContract}.
 * </ol>
 *
 * <p>A store has to be immutable and thread-safe: one store serves all operations of a migrator, and these may run at
 * the same time. It renders the same statements each time that it is asked, and reads no clock. The blocking migrator
 * calls its methods on the caller's thread, the non-blocking one on the run's thread, never on an event loop. No method
 * returns null.
 */
public interface LeaseStore {

    /** The lease table's name for messages, quoted as in SQL. Never null. */
    String table();

    /**
     * The same store, with its table's name qualified by {@code schema}. Called each time that a history was read whose
     * {@link History#schema()} is not null; the engine uses the answer from then on. A store that was given a schema
     * when it was made keeps that one.
     *
     * <p>Default: returns this store, which is right for one whose names are qualified already.
     *
     * @param schema not quoted
     */
    default LeaseStore in(String schema) {
        return this;
    }

    /**
     * The statements that create the lease table. Called when the history or the lease has no table yet, and to show a
     * plan. Sent after those of {@link HistoryStore#create}; each has to succeed where the table exists already, and
     * may be sent by several runners at once. The engine repeats those that collide in the catalogs (SQLSTATE 23505,
     * 42P07 and the like).
     *
     * @param database the server that the session is connected to
     * @return in order; never null
     */
    List<String> create(Database database);

    /**
     * Takes the lease if it is free, has expired, or is held by {@code owner}. Called once per run, and again after
     * each wait while another runner holds it. Where the table is missing, the query has to fail with SQLSTATE 42P01 or
     * 3F000.
     *
     * @param owner names this run and no other
     * @param duration how long the lease lasts from now on
     * @return gives {@link LeaseState.Granted} with a new token, or {@link LeaseState.Held}; {@link LeaseState.Free} if
     *     the lease expired in between, and then the engine asks again
     */
    Query<LeaseState> acquire(String owner, Duration duration);

    /**
     * Reads the lease and takes nothing. Called with each reading of the history, and to find out who took the lease.
     * Where the table is missing, the query has to fail with SQLSTATE 42P01 or 3F000.
     *
     * @return gives {@link LeaseState.Held} or {@link LeaseState.Free}
     */
    Query<LeaseState> lease();

    /**
     * The schemas, not quoted, that have a lease table of this store's kind and name whose row this user may read, and
     * whose leases note their schema; see {@link #homes}. Called together with {@link HistoryStore#elsewhere}.
     *
     * <p>Default: none, without a query.
     *
     * @param database the server that the session is connected to
     */
    default Query<List<String>> places(Database database) {
        return Query.answered(List.of());
    }

    /**
     * In which schema each of these leases was when it was last taken or revoked: {@link #acquire} and {@link #revoke}
     * note that in the lease's row. It differs from where the lease lies now if its schema was renamed or its table was
     * moved. Called where the user named a schema that has no history, but others have one.
     *
     * <p>Default: nothing is known of any.
     *
     * @param schemas some of the {@link #places}; at most 100
     * @return by schema; without those whose lease was never taken
     */
    default Query<Map<String, String>> homes(List<String> schemas) {
        return Query.answered(Map.of());
    }

    /**
     * Ends the lease, whoever holds it, and replaces its token: fence, note, renewal and release of the former holder
     * no longer match. The progress stays as it is. Called when a person asks for it; does nothing when nobody ever
     * held the lease. Fails when the row exists and was not written, e.g. because of a trigger that returns NULL.
     *
     * @param owner names the run that revokes the lease; what {@link LeaseState.Free#lastOwner()} says afterwards
     * @return gives the state before: {@link LeaseState.Held} or {@link LeaseState.Free}
     */
    Query<LeaseState> revoke(String owner);

    /**
     * One statement that checks and prolongs the lease within a transaction. It is part of each transaction that
     * changes the history: after the script, before {@link HistoryStore#record} or {@link HistoryStore#erase}. It is sent alone,
     * too, to keep the lease while a run waits before it sends a script again.
     *
     * <p>It has to:
     *
     * <ul>
     *   <li>fail when the lease's token is no longer the current one, with a SQLSTATE of class 22, 23 or P0; others,
     *       such as 42501, mean that the server could not check the lease
     *   <li>succeed when the lease has expired and nobody has taken it since
     *   <li>lock the lease's row until the transaction ends: nobody can then take the lease before the commit
     *   <li>set the expiry to {@link Lease#duration()} from the moment when it runs
     *   <li>leave the progress as it is
     * </ul>
     */
    String fence(Lease lease);

    /**
     * A {@link #fence} that also writes the progress of a script that runs statement by statement. Called before and
     * after each of its statements. The progress outlives the lease.
     *
     * <p>If {@link Progress#process()} is not null, the statement stores its {@code pid}, and {@code statement_timestamp()}
     * as {@link ServerProcess#noted()}, provided that {@code pg_backend_pid()} is this {@code pid}. Otherwise it stores
     * neither: behind a connection pooler the client knows another number. If {@code pid} is 0, as on CockroachDB, it
     * stores the time alone, of {@code clock_timestamp()}.
     *
     * @param progress null deletes what was noted
     */
    String note(Lease lease, @Nullable Progress progress);

    /**
     * One statement that prolongs the lease while another statement runs for long. Sent over a separate connection,
     * about three times per {@link Lease#duration()}. It has to fail, with any SQLSTATE, when the token is no longer
     * the current one, and also when the lease has expired or was released: a late renewal must not bring it back. It
     * leaves the progress as it is.
     */
    String renew(Lease lease);

    /**
     * A {@link #renew(Lease)} that also notes the {@linkplain ServerProcess#jobs() jobs} that the noted statement has
     * started. It may arrive late: if another statement, migration or direction is noted by then, it renews and notes
     * nothing.
     *
     * <p>Default: renews and notes nothing. Whoever finds the note then waits for every job that may be the statement's.
     *
     * @param progress the note, with the jobs
     */
    default String renew(Lease lease, Progress progress) {
        return renew(lease);
    }

    /**
     * One statement that ends the lease, and does nothing when the token is no longer the current one. Sent at the end
     * of each run. It leaves the progress as it is.
     */
    String release(Lease lease);

    /**
     * The default store: a table of one row, whose name is the history table's with {@code _lease} appended. Works on
     * PostgreSQL and CockroachDB.
     *
     * @param schema the table's schema, not quoted; null for the connection's current schema
     * @param historyTable the history table's name, not quoted, 1 to 52 bytes in UTF-8
     * @throws IllegalArgumentException when a name is empty or too long
     */
    static LeaseStore table(@Nullable String schema, String historyTable) {
        return TableLeaseStore.of(schema, historyTable);
    }
}
