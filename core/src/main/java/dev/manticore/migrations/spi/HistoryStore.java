package dev.manticore.migrations.spi;

import dev.manticore.migrations.internal.history.TableHistoryStore;
import dev.manticore.migrations.internal.script.Checksum;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the history and the lease are kept: renders the SQL, and reads its rows. Pure and immutable; the engine decides
 * when each statement is sent, and an implementer never touches a connection.
 *
 * <p>To keep another history table, implement {@link #history}, {@link #record}, {@link #erase}, {@link #checksum} and
 * what makes the table, with {@link Sql} for quoting, and hand the lease's methods on to
 * {@link #table(String, String) the default store}.
 */
public interface HistoryStore {

    /** The history's table for messages, quoted as in SQL. */
    String table();

    /**
     * Reads the whole history. The engine takes SQLSTATE 42P01 (no such table) and 3F000 (no such schema) as its
     * answer that nothing is applied.
     */
    Query<History> history(Database database);

    /**
     * This store with its tables named by their schema, so that a script that changes the {@code search_path} does not
     * lead astray what follows it. Called once {@link History#schema()} is known; a store whose names are complete
     * returns itself.
     */
    default HistoryStore in(String schema) {
        return this;
    }

    /**
     * Makes the tables of history and lease. Each statement can be repeated, and run by several runners at once: the
     * engine repeats one that met another in the catalogs (23505, 42P07 and the like).
     */
    List<String> create(Database database);

    /**
     * Makes the lease's table, for another store that hands the lease's methods on to this one. The default store makes
     * that table alone; one that does not say makes all that {@link #create} does.
     */
    default List<String> createLease(Database database) {
        return create(database);
    }

    /** Makes the schema that was asked for by name, if one was. Sent only after the server said that it is missing. */
    default Optional<String> createSchema() {
        return Optional.empty();
    }

    /**
     * Adds what a history table of somebody else's lacks, see {@link History#complete()}. Each statement can be
     * repeated; sent under the lease.
     */
    default List<String> complete(Database database) {
        return List.of();
    }

    /**
     * Takes the lease if it is free, expired, or {@code owner}'s own, with a new token, by the database's clock.
     *
     * @param owner names this run and no other
     * @param duration how long the lease lasts
     * @return {@link LeaseState.Granted} or {@link LeaseState.Held}
     */
    Query<LeaseState> acquire(String owner, Duration duration);

    /** Looks at the lease and takes nothing: {@link LeaseState.Held} or {@link LeaseState.Free}. */
    Query<LeaseState> lease();

    /**
     * Ends the lease, whoever has it, and gives it a new token, so that the fence, the renewal and the release of whoever
     * had it find it gone. What is noted of progress stays as it is.
     *
     * @param owner names the run that does this, to whoever had the lease
     * @return what the lease was until then: {@link LeaseState.Held} or {@link LeaseState.Free}
     */
    Query<LeaseState> revoke(String owner);

    /**
     * A statement that prolongs the lease from when it runs, on the database's clock, and FAILS unless its token is still the current one: with a SQLSTATE of class
     * 22, 23 or P0, since others, as 42501, say that the server did not get as far as looking at the lease.
     * It is part of every transaction that changes the history, after the script and before the change. It locks the
     * lease, so that nobody can take it over before the transaction ends.
     */
    String fence(Lease lease);

    /**
     * A {@link #fence} that also notes how far a stepwise script has come.
     *
     * @param progress null clears the note
     */
    String note(Lease lease, @Nullable Progress progress);

    /**
     * Prolongs the lease beside a statement that takes long. FAILS, with whatever SQLSTATE, unless its token is still the
     * current one and it has neither expired nor been released: a renewal that comes late must not bring it back.
     */
    String renew(Lease lease);

    /** Ends the lease, if its token is still the current one; otherwise it does nothing. */
    String release(Lease lease);

    /**
     * The checksum that this history keeps of a script, by which a file that was changed is told. Default: SHA-256 in
     * lower-case hexadecimal. Called for each script that is read.
     *
     * @param text without byte order mark and the lines of pg_dump's {@code restrict} commands, LF for every line end
     */
    default String checksum(String text) {
        return Checksum.of(text);
    }

    /** Records a migration as applied; fails when it is recorded already. */
    String record(HistoryEntry entry);

    /** Records a migration as no longer applied. */
    String erase(long version);

    /**
     * The default store: the table of the Manticore client for Python, with further columns, and beside it a lease table
     * of the same name with {@code _lease} behind. Serves PostgreSQL and CockroachDB.
     *
     * @param schema the schema of both tables, not quoted; null for the connection's current one
     * @param table the history table's name, not quoted, at most 57 bytes long in UTF-8
     */
    static HistoryStore table(@Nullable String schema, String table) {
        return TableHistoryStore.of(schema, table);
    }
}
