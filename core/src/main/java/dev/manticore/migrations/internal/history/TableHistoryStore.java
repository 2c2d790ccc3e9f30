package dev.manticore.migrations.internal.history;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.interval;
import static dev.manticore.migrations.spi.Sql.literal;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * History in the table of the Manticore client for Python, lease in a one-row table beside it. Every statement is valid
 * on PostgreSQL and on CockroachDB from 20.2 on: no SET LOCAL, no advisory lock, no function that one of them lacks.
 *
 * @param schema the schema of both tables, or null for the connection's current one
 * @param name the history table's name
 * @param schemaAsked whether the user named the schema, so that it is made when it is missing
 */
public record TableHistoryStore(@Nullable String schema, String name, boolean schemaAsked) implements HistoryStore {
    private static final String LEASE_SUFFIX = "_lease";
    private static final String LONG_AGO = "TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00'";
    // PostgreSQL cuts longer identifiers off in silence (NAMEDATALEN - 1 bytes).
    private static final int LONGEST_IDENTIFIER = 63;

    public static TableHistoryStore of(@Nullable String schema, String name) {
        int longest = LONGEST_IDENTIFIER - LEASE_SUFFIX.length();
        if (name.isEmpty() || name.getBytes(UTF_8).length > longest) {
            throw new IllegalArgumentException(
                    "the history table's name must be 1 to " + longest + " bytes long, but is \"" + name + "\"");
        }
        if (schema != null && (schema.isEmpty() || schema.getBytes(UTF_8).length > LONGEST_IDENTIFIER)) {
            throw new IllegalArgumentException(
                    "the schema's name must be 1 to " + LONGEST_IDENTIFIER + " bytes long, but is \"" + schema + "\"");
        }
        return new TableHistoryStore(schema, name, schema != null);
    }

    @Override
    public String table() {
        return qualified(name);
    }

    private String leaseTable() {
        return qualified(name + LEASE_SUFFIX);
    }

    private String qualified(String table) {
        return schema == null ? identifier(table) : identifier(schema) + "." + identifier(table);
    }

    @Override
    public HistoryStore in(String foundSchema) {
        return schema == null ? new TableHistoryStore(foundSchema, name, false) : this;
    }

    @Override
    public Query<History> history(Database database) {
        // All columns, since a table of somebody else's has fewer of them, and may have more. A row of NULLs where
        // there is none, since not every driver names the columns of no rows.
        String select = "SELECT * FROM " + table() + " RIGHT JOIN (SELECT 1 AS always) AS one ON true ORDER BY version";
        return schema == null
                ? new Query<>(
                        List.of(whichSchema(database), select),
                        answers -> read(Objects.requireNonNull(answers.get(0).first()), answers.get(1)))
                : new Query<>(List.of(select), answers -> read(null, answers.get(0)));
    }

    /** The table's schema if there is one somewhere on the search path, else the one where it would be made. */
    private String whichSchema(Database database) {
        // Old CockroachDB has no to_regclass; its cast fails with 42P01 without the table, as the query that follows.
        String oid = database.isCockroach()
                ? "CAST(" + literal(table()) + " AS REGCLASS)"
                : "pg_catalog.to_regclass(" + literal(table()) + ")";
        return "SELECT current_schema() AS current, (SELECT n.nspname FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = " + oid + ") AS found";
    }

    private static History read(@Nullable Row place, Rows rows) {
        String schema =
                place == null ? null : place.text("found") == null ? place.text("current") : place.text("found");
        List<AppliedMigration> entries = new ArrayList<>(rows.values().size());
        rows.stream().filter(row -> row.text("version") != null).forEach(row -> entries.add(entry(row)));
        return new History(
                schema, entries, rows.columns().containsAll(List.of("checksum", "execution_ms", "applied_by")));
    }

    private static AppliedMigration entry(Row row) {
        Long millis = row.number("execution_ms");
        return new AppliedMigration(
                Objects.requireNonNull(row.number("version")),
                row.required("description"),
                Objects.requireNonNullElse(row.instant("applied_at"), Instant.EPOCH),
                row.text("checksum"),
                millis == null ? null : Duration.ofMillis(millis),
                row.text("applied_by"));
    }

    @Override
    public List<String> create(Database database) {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE IF NOT EXISTS " + table()
                + " (version BIGINT PRIMARY KEY, description TEXT NOT NULL,"
                + " applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,"
                + " checksum TEXT, execution_ms BIGINT, applied_by TEXT)");
        statements.addAll(createLease(database));
        return statements;
    }

    @Override
    public List<String> createLease(Database database) {
        return List.of("CREATE TABLE IF NOT EXISTS " + leaseTable() + " (id BIGINT PRIMARY KEY, token BIGINT NOT NULL,"
                + " owner TEXT NOT NULL, acquired_at TIMESTAMP WITH TIME ZONE NOT NULL,"
                + " expires_at TIMESTAMP WITH TIME ZONE NOT NULL, version BIGINT, direction TEXT,"
                + " checksum TEXT, statements_done BIGINT, statement_running BOOLEAN, error TEXT)");
    }

    @Override
    public Optional<String> createSchema() {
        return schema != null && schemaAsked
                ? Optional.of("CREATE SCHEMA IF NOT EXISTS " + identifier(schema))
                : Optional.empty();
    }

    @Override
    public List<String> complete(Database database) {
        List<String> statements = new ArrayList<>();
        if (!database.isCockroach()) {
            // INTEGER is 32 bits wide on PostgreSQL, too narrow for a timestamp; on CockroachDB it is 64 bits wide. It
            // comes first, since a table that has all columns counts as complete.
            statements.add("ALTER TABLE " + table() + " ALTER COLUMN version TYPE BIGINT");
        }
        for (String column : List.of("checksum TEXT", "execution_ms BIGINT", "applied_by TEXT")) {
            statements.add("ALTER TABLE " + table() + " ADD COLUMN IF NOT EXISTS " + column);
        }
        return statements;
    }

    @Override
    public Query<LeaseState> acquire(String owner, Duration duration) {
        String lease = leaseTable();
        // The first token is the clock's, so that a row that somebody deleted does not bring old tokens back.
        String insert = "INSERT INTO " + lease + " AS held (id, token, owner, acquired_at, expires_at) VALUES (1,"
                + " CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT), " + literal(owner)
                + ", clock_timestamp(), clock_timestamp() + " + interval(duration) + ")"
                + " ON CONFLICT (id) DO UPDATE SET token = held.token + 1, owner = excluded.owner,"
                + " acquired_at = excluded.acquired_at, expires_at = excluded.expires_at"
                + " WHERE held.expires_at < clock_timestamp() OR held.owner = excluded.owner"
                + " RETURNING token";
        return new Query<>(List.of(insert, look()), answers -> {
            Row granted = answers.get(0).first();
            Row row = answers.get(1).first();
            return granted == null
                    ? state(row)
                    : new LeaseState.Granted(
                            new Lease(Objects.requireNonNull(granted.number("token")), owner, duration),
                            row == null ? null : progress(row));
        });
    }

    /** The look locks the row, so that of several that come at once only the first finds the holder. */
    @Override
    public Query<LeaseState> revoke(String owner) {
        String update = "UPDATE " + leaseTable() + " SET token = token + 1, owner = " + literal(owner)
                + ", acquired_at = clock_timestamp(), expires_at = " + LONG_AGO + " WHERE id = 1";
        return new Query<>(
                List.of(look() + " FOR UPDATE", update),
                answers -> state(answers.get(0).first()));
    }

    @Override
    public Query<LeaseState> lease() {
        return new Query<>(List.of(look()), answers -> state(answers.get(0).first()));
    }

    private String look() {
        return "SELECT owner, CAST(extract(epoch FROM expires_at - clock_timestamp()) * 1000 AS BIGINT) AS remaining_ms,"
                + " version, direction, checksum, statements_done, statement_running, error FROM "
                + leaseTable() + " WHERE id = 1";
    }

    private static LeaseState state(@Nullable Row row) {
        if (row == null) {
            return new LeaseState.Free(null, null);
        }
        String owner = row.required("owner");
        long remaining = Objects.requireNonNull(row.number("remaining_ms"));
        return remaining <= 0
                ? new LeaseState.Free(owner, progress(row))
                : new LeaseState.Held(owner, Duration.ofMillis(remaining), progress(row));
    }

    private static @Nullable Progress progress(Row row) {
        Long version = row.number("version");
        if (version == null) {
            return null;
        }
        String running = row.text("statement_running");
        return new Progress(
                version,
                Direction.valueOf(row.required("direction")),
                row.required("checksum"),
                Math.toIntExact(Objects.requireNonNull(row.number("statements_done"))),
                running != null && running.startsWith("t"),
                row.text("error"));
    }

    @Override
    public String fence(Lease lease) {
        return fenced(lease, "", "");
    }

    @Override
    public String renew(Lease lease) {
        return fenced(lease, "", " AND expires_at > clock_timestamp()");
    }

    @Override
    public String note(Lease lease, @Nullable Progress progress) {
        return fenced(
                lease,
                progress == null
                        ? ", version = NULL, direction = NULL, checksum = NULL, statements_done = NULL,"
                                + " statement_running = NULL, error = NULL"
                        : ", version = " + progress.version() + ", direction = "
                                + literal(progress.direction().name()) + ", checksum = " + literal(progress.checksum())
                                + ", statements_done = " + progress.done() + ", statement_running = "
                                + progress.running() + ", error = " + literal(progress.error()),
                "");
    }

    /**
     * An UPDATE, since a plain SELECT lets a stale holder commit after a takeover under READ COMMITTED; dividing by the
     * number of rows makes it fail (22012) when the token is no longer current, without a branch.
     */
    private String fenced(Lease lease, String assignments, String condition) {
        return "WITH fence AS (UPDATE " + leaseTable() + " SET expires_at = clock_timestamp() + "
                + interval(lease.duration()) + assignments + " WHERE id = 1 AND token = " + lease.token()
                + condition + " RETURNING token) SELECT 1 / count(*) FROM fence";
    }

    @Override
    public String release(Lease lease) {
        return "UPDATE " + leaseTable() + " SET expires_at = " + LONG_AGO + " WHERE id = 1 AND token = "
                + lease.token();
    }

    @Override
    public String record(HistoryEntry entry) {
        Duration duration = entry.duration();
        return "INSERT INTO " + table() + " (version, description, checksum, execution_ms, applied_by) VALUES ("
                + entry.version() + ", " + literal(entry.description()) + ", " + literal(entry.checksum()) + ", "
                + (duration == null
                        // now() is the transaction's start.
                        ? "CAST(extract(epoch FROM clock_timestamp() - now()) * 1000 AS BIGINT)"
                        : Long.toString(duration.toMillis()))
                + ", " + literal(entry.appliedBy()) + ")";
    }

    @Override
    public String erase(long version) {
        return "DELETE FROM " + table() + " WHERE version = " + version;
    }
}
