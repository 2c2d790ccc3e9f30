package dev.manticore.migrations.spi;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.internal.history.TableHistoryStore;
import dev.manticore.migrations.internal.load.Checksum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the history is kept. A store renders SQL and reads the rows that come back. The engine decides when each
 * statement is sent; a store never touches a connection.
 *
 * <p>To keep the history in another table:
 *
 * <ol>
 *   <li>Implement {@link #table}, {@link #history}, {@link #create}, {@link #record}, {@link #update} and {@link #erase}. Quote every
 *       name and value with {@link Sql}.
 *   <li>Override {@link #checksum} if the table holds checksums of another kind.
 *   <li>Override {@link #createSchema} if the schema may have to be created.
 *   <li>Override {@link #in} if the store can be made without a schema.
 *   <li>Override {@link #elsewhere} if a history may be left behind in another schema.
 *   <li>Override {@link #complete} if the table may have been made by another tool and may lack columns.
 *   <li>Override {@link #adopt} if the history of another tool may be taken over into it.
 *   <li>Override {@link #guard}, {@link #begin} and {@link #abandon} if another tool writes the same table.
 *   <li>Override {@link #record(HistoryEntry, String)} if several migrations may share a message.
 *   <li>Override {@link #leases} if the lease has to be beside the table.
 *   <li>Prove it with the test kit's {@code HistoryStoreContract}.
 * </ol>
 *
 * <p>A store has to be immutable and thread-safe: one store serves all operations of a migrator, and these may run at
 * the same time. It renders the same statements each time that it is asked, and reads no clock. The blocking migrator
 * calls its methods on the caller's thread, the non-blocking one on the run's thread, never on an event loop. No method
 * returns null.
 *
 * <p>The lease is no part of the history: see {@link LeaseStore}.
 */
public interface HistoryStore extends ReadableHistory {

    /** The table's name for messages, quoted as in SQL. Never null. */
    @Override
    String table();

    /**
     * Reads the whole history. Called once or twice per operation: before planning, and again once the lease is held.
     * The statements are sent in one message, together with those of the {@link LeaseStore}.
     *
     * <p>A store whose table was given no schema reads the one in the session's current schema, and none in a later
     * schema of the {@code search_path}: that one belongs to another application.
     *
     * <p>Where the table or its schema is missing, the query has to fail with SQLSTATE 42P01 or 3F000: the engine then
     * takes nothing as applied, and calls {@link #create}. It may fail with 22012 instead where the database has
     * another history or the name means another table: the engine then asks {@link #elsewhere} first. The reader
     * throws, e.g. an {@link IllegalArgumentException}, where the rows are not a history; the user is told its message.
     *
     * @param database the server that the session is connected to
     */
    @Override
    Query<History> history(Database database);

    /**
     * Reads the repeatable migrations, for a store that has them in a table of their own; sent in one message behind {@link
     * #history}. Where that table is missing, the query has to fail with SQLSTATE 42P01, 3F000 or 22012: the engine then
     * reads the history alone, and calls {@link #create} before it changes anything.
     *
     * <p>Default: none, without a query. They may be among the entries of {@link #history}.
     *
     * @param database the server that the session is connected to
     */
    @Override
    default Query<List<AppliedMigration>> repeatables(Database database) {
        return Query.answered(List.of());
    }

    /**
     * Reads the checksums of the contents, for a store that keeps them in a table of their own, see {@link
     * ContentChecksumTable}; sent in one message behind {@link #repeatables}. What is missing is treated as it is there: the
     * engine reads the history alone, and calls {@link #create} before it changes anything.
     *
     * <p>Default: none, without a query. They may be part of the entries of {@link #history}.
     *
     * @param database the server that the session is connected to
     */
    default Query<Map<MigrationId, ContentChecksum>> contentChecksums(Database database) {
        return Query.answered(Map.of());
    }

    /**
     * Looks for histories of this store's kind in the whole database: of any schema but its own. A history that lies
     * elsewhere may be this one, left behind by a change of the {@code search_path}, a renamed schema or a moved table;
     * to begin another one would apply every migration a second time. Called when {@link #history} failed with 22012,
     * and on CockroachDB, where a query cannot tell that cheaply, whenever it found no table.
     *
     * <p>The engine refuses to go on if there is another history and the user did not name the schema. If the user
     * named it, the engine asks the {@link LeaseStore} which of the others was in that schema before, and refuses those
     * alone.
     *
     * <p>Default: {@link HistoryPlaces#UNKNOWN}, without a query. A missing history is then one that is to be created.
     *
     * @param database the server that the session is connected to
     */
    default Query<HistoryPlaces> elsewhere(Database database) {
        return Query.answered(HistoryPlaces.UNKNOWN);
    }

    /**
     * The same store, with its table's name qualified by {@code schema}. A script may change the {@code search_path};
     * the statements that follow it in its transaction must still find the table. Called each time that a history was
     * read whose {@link History#schema()} is not null; the engine uses the answer from then on, and gives the same
     * schema to {@link LeaseStore#in}.
     *
     * <p>Default: returns this store, which is right for one whose names are qualified already.
     *
     * @param schema not quoted
     */
    @Override
    default HistoryStore in(String schema) {
        return this;
    }

    /**
     * The statements that create the history table, and nothing of the lease. Called when {@link #history} found no
     * table, and to show a plan. Sent before those of {@link LeaseStore#create}, by a runner that does not hold the
     * lease yet: each has to succeed where the table exists already, and may be sent by several runners at once. The
     * engine repeats those that collide in the catalogs (SQLSTATE 23505, 42P07 and the like).
     *
     * @param database the server that the session is connected to
     * @return in order; never null
     */
    List<String> create(Database database);

    /**
     * The statement that creates the schema, or empty if the store does not create one. Sent before {@link #create},
     * and only after the server refused that with SQLSTATE 3F000. It has to succeed where the schema exists already.
     *
     * <p>Default: empty.
     */
    default Optional<String> createSchema() {
        return Optional.empty();
    }

    /**
     * The statements that add what a table of another tool lacks. Called at most once per operation, when
     * {@link History#complete()} is false; each is sent in a separate message while the lease is held, and has to
     * succeed where it was run already.
     *
     * <p>Default: none.
     *
     * @param database the server that the session is connected to
     */
    default List<String> complete(Database database) {
        return List.of();
    }

    /**
     * The checksum of a script. The engine compares it with {@link
     * dev.manticore.migrations.AppliedMigration#checksum()}, to find files that were changed after they were applied,
     * and gives it to {@link #record}. Called each time that a script is read, on the thread that reads it: once for most, and
     * again for one that is pending, has changed, or has a placeholder whose value only the database knows.
     *
     * <p>Default: SHA-256 in lower-case hexadecimal.
     *
     * @param text the script without its byte order mark and without pg_dump's {@code restrict} commands; lines end in
     *     LF. A versioned script has its placeholders, a repeatable one their values
     * @return the same for the same text, from every instance
     */
    @Override
    default String checksum(String text) {
        return Checksum.of(text);
    }

    /**
     * Why this store cannot record a migration with this identity, or empty if it can. Called while a run is planned;
     * a run with a migration that cannot be recorded is refused before anything is executed.
     *
     * <p>Default: empty.
     *
     * @return a sentence for the user, e.g. that the table holds whole numbers only
     */
    default Optional<String> refusal(MigrationId id) {
        return Optional.empty();
    }

    /**
     * The statement that records a migration as applied. A repeatable one may be recorded already, with another checksum,
     * which this one replaces. It runs in the migration's own transaction if there is one,
     * after the {@link LeaseStore#fence}; the script that ran before it may have changed any setting of the session.
     * The time of application is the database's, so it is not part of {@code entry}.
     *
     * <p>The statement has to fail when a version is recorded already, and when its row is not written, e.g. because
     * of a trigger that returns NULL: {@link Sql#requiringRow} does the latter. Otherwise the migration would be
     * committed without its row, and the next run would apply it again. SQLSTATE 22012 or 0A000 mean that something on
     * the table kept the row from being written, and the user is told so; fail with another one if the migration is
     * recorded already.
     */
    String record(HistoryEntry entry);

    /**
     * As {@link #record}, for a transaction that may share its message with others, where {@code now()} is the beginning of
     * the message and not of the transaction. The time of application is then {@code began}, and the duration {@code
     * clock_timestamp()} less it. Only called on PostgreSQL, and for an {@code entry} without a duration.
     *
     * <p>Default: empty. Migrations with this store are then sent one by one.
     *
     * @param began when the transaction began, as an SQL expression of type {@code timestamp with time zone}
     */
    default Optional<String> record(HistoryEntry entry, String began) {
        return Optional.empty();
    }

    /**
     * The statement that records a migration that another tool has applied, with the time, the duration and the person of
     * {@code migration} as far as these are known. It is executed in one transaction with those of all others, after the
     * {@link LeaseStore#fence}, on a history without rows. It has to fail as {@link #record} does.
     *
     * <p>Default: throws.
     *
     * @param migration its checksum is as {@link #checksum} returned it; null for what has no file, and for a repeatable
     *     migration that has to be applied again
     * @throws IllegalStateException if this store cannot adopt the history of another tool
     */
    default String adopt(AppliedMigration migration) {
        throw new IllegalStateException(
                "the history store of " + table() + " cannot adopt the history of another tool");
    }

    /**
     * The statement that changes what is recorded of an applied migration: its description, its checksums, and what the row
     * stands for. It leaves the time of application, the duration and who applied it as they are. With {@link
     * AppliedMigration.Kind#WITHOUT_FILE} no file is expected from then on: the migration is read as such, or, where another
     * tool's table has no such row, not at all. It runs
     * under the lease, behind {@link LeaseStore#fence}, and several times with the same entry if an answer was lost. It has
     * to fail when it changes no row, as {@link #record} does when it writes none.
     *
     * @param entry with the new values; its {@code appliedBy} is who repairs the history, and its duration is zero
     */
    String update(HistoryEntry entry);

    /**
     * The statement that takes a migration of {@link History#failed()} out of the history, so that it is pending again. It
     * runs under the same conditions as {@link #update}. Not called for a store whose histories have no failed migrations.
     *
     * <p>Default: {@link #erase}.
     */
    default String removeFailed(MigrationId id) {
        return erase(id);
    }

    /**
     * The statement that removes a migration from the history. It runs under the same conditions as {@link #record};
     * the same migration may be recorded again afterwards. It has to fail when it deletes no row, as {@link #record} does
     * when it writes none.
     *
     * <p>When it removes a version, it also forgets the checksums of all repeatable migrations: an undo script may have
     * dropped what they created, so that they are applied again.
     */
    String erase(MigrationId id);

    /**
     * What keeps a run clear of another tool that writes the same history and does not know the lease. Sent at the beginning
     * of each migration's own transaction, and with the first note of a stepwise one. Default: empty, for a history that
     * only this library writes.
     *
     * @param entry what is about to be recorded, or to be erased
     * @param direction which of the two
     */
    default Optional<HistoryGuard> guard(Database database, HistoryEntry entry, Direction direction) {
        return Optional.empty();
    }

    /**
     * The statement that makes the table say that a stepwise migration is no longer as it was recorded, since a part of it
     * was executed. Sent behind each note of its progress, in the same transaction if there is one, so that it has to
     * succeed where the table says so already, and where it does not have the migration.
     *
     * <p>A repeatable migration that was recorded before has to lose its checksum: otherwise it would count as applied if its
     * file went back to the recorded text, and the executed part of the other text would stay.
     *
     * <p>A store whose table another tool writes makes that tool stop here, too. If {@link #history} then returns such a
     * migration, it has to be among {@link History#failed}; the engine knows from the lease that it is this one. Both {@link
     * #record} and {@link #erase} replace what this wrote.
     *
     * <p>Default: empty, for a store without repeatable migrations. The progress is in the lease alone.
     *
     * @param entry what is going to be recorded, or to be erased
     * @param direction which of the two
     */
    default Optional<String> begin(HistoryEntry entry, Direction direction) {
        return Optional.empty();
    }

    /**
     * The statement that takes back what {@link #begin} wrote. Sent when the progress is given up: nothing of the migration
     * was executed after all, or a person abandoned it. It has to succeed where there is nothing to take back.
     *
     * <p>Default: empty.
     */
    default Optional<String> abandon(MigrationId id, Direction direction) {
        return Optional.empty();
    }

    /** The lease beside this history, if a migrator is given no other one. Default: empty, for the migrator's own table. */
    default Optional<LeaseStore> leases() {
        return Optional.empty();
    }

    /**
     * The default store: the table of the Manticore client for Python, with additional columns. Works on PostgreSQL and
     * CockroachDB.
     *
     * @param schema the table's schema, not quoted; null for the connection's current schema
     * @param table the table's name, not quoted, 1 to 52 bytes in UTF-8
     * @throws IllegalArgumentException when a name is empty or too long
     */
    static HistoryStore table(@Nullable String schema, String table) {
        return TableHistoryStore.of(schema, table);
    }
}
