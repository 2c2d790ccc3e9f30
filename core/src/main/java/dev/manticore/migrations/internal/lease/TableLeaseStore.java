package dev.manticore.migrations.internal.lease;

import static dev.manticore.migrations.spi.Sql.interval;
import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.internal.history.TableName;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Repetitions;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lease in a table of one row beside the history table. Every statement is valid on PostgreSQL and on CockroachDB
 * from 20.2 on.
 *
 * @param schema the table's schema, or null for the connection's current one
 * @param historyTable the history table's name, which {@code _lease} is appended to
 */
public record TableLeaseStore(@Nullable String schema, String historyTable) implements LeaseStore {
    private static final String LONG_AGO = "TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00'";

    public static TableLeaseStore of(@Nullable String schema, String historyTable) {
        TableName.check(schema, historyTable);
        return new TableLeaseStore(schema, historyTable);
    }

    @Override
    public String table() {
        return TableName.qualified(schema, historyTable + TableName.LEASE_SUFFIX);
    }

    @Override
    public LeaseStore in(String foundSchema) {
        return schema == null ? new TableLeaseStore(foundSchema, historyTable) : this;
    }

    @Override
    public List<String> create(Database database) {
        return List.of("CREATE TABLE IF NOT EXISTS " + table() + " (id BIGINT PRIMARY KEY, token BIGINT NOT NULL,"
                + " owner TEXT NOT NULL, acquired_at TIMESTAMP WITH TIME ZONE NOT NULL,"
                + " expires_at TIMESTAMP WITH TIME ZONE NOT NULL, migration TEXT, direction TEXT,"
                + " checksum TEXT, statements_done BIGINT, statement_running BOOLEAN, error TEXT,"
                + " process_id BIGINT, process_noted BIGINT, jobs TEXT, schema_name TEXT,"
                + " repetitions BIGINT, rows_changed BIGINT)");
    }

    @Override
    public Query<LeaseState> acquire(String owner, Duration duration) {
        String lease = table();
        // The first token is the clock's, so that a row that somebody deleted does not bring old tokens back.
        String insert =
                "INSERT INTO " + lease + " AS held (id, token, owner, acquired_at, expires_at, schema_name) VALUES (1,"
                        + " CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT), " + literal(owner)
                        + ", clock_timestamp(), clock_timestamp() + " + interval(duration) + ", " + home() + ")"
                        + " ON CONFLICT (id) DO UPDATE SET token = " + after("held.token") + ", owner = excluded.owner,"
                        + " acquired_at = excluded.acquired_at, expires_at = excluded.expires_at, schema_name = excluded.schema_name"
                        + " WHERE held.expires_at < clock_timestamp() OR held.owner = excluded.owner"
                        + " RETURNING token";
        return new Query<>(List.of(insert, look()), answers -> {
            Row granted = answers.get(0).first();
            Row row = answers.get(1).first();
            LeaseRow found = new LeaseRow(table(), row);
            return granted == null
                    ? found.state()
                    : new LeaseState.Granted(
                            new Lease(Objects.requireNonNull(granted.number("token")), owner, duration),
                            found.progress());
        });
    }

    /**
     * SELECT .. FOR UPDATE: of several concurrent calls, only the first sees the holder. A note that cannot be read is
     * lost, since nobody could go on otherwise.
     */
    @Override
    public Query<LeaseState> revoke(String owner) {
        String update = "UPDATE " + table() + " SET token = " + after("token") + ", owner = " + literal(owner)
                + ", acquired_at = clock_timestamp(), expires_at = " + LONG_AGO + ", schema_name = " + home()
                + ", migration = " + LeaseRow.READABLE_MIGRATION + " WHERE id = 1";
        // Fails where a row that exists was not written. The second SELECT sees it as it was before.
        String written = "WITH written AS (" + update + " RETURNING 1) SELECT 1 / (1 + (SELECT count(*) FROM written)"
                + " - (SELECT count(*) FROM " + table() + " WHERE id = 1))";
        return new Query<>(
                List.of(look() + " FOR UPDATE", written),
                answers -> new LeaseRow(table(), answers.get(0).first()).revoked());
    }

    @Override
    public Query<LeaseState> lease() {
        return new Query<>(
                List.of(look()), answers -> new LeaseRow(table(), answers.get(0).first()).state());
    }

    /** The token after another one. The largest number, which nobody comes to, is followed by 1. */
    private static String after(String token) {
        return token + " % " + Long.MAX_VALUE + " + 1";
    }

    /** The schema of this table, as it is noted. */
    private String home() {
        return schema == null ? "current_schema()" : literal(schema);
    }

    @Override
    public Query<List<String>> places(Database database) {
        return new LeasePlaces(historyTable + TableName.LEASE_SUFFIX).places();
    }

    @Override
    public Query<Map<String, String>> homes(List<String> schemas) {
        return new LeasePlaces(historyTable + TableName.LEASE_SUFFIX).homes(schemas);
    }

    private String look() {
        return "SELECT owner, " + LeaseRow.REMAINING + " AS remaining_ms,"
                + " migration, direction, checksum, statements_done, statement_running, error, process_id, process_noted, jobs,"
                + " repetitions, rows_changed"
                + " FROM "
                + table() + " WHERE id = 1";
    }

    @Override
    public String fence(Lease lease) {
        return fenced(lease, "", "");
    }

    @Override
    public String renew(Lease lease) {
        return renewed(lease, "");
    }

    @Override
    public String renew(Lease lease, Progress progress) {
        ServerProcess process = progress.process();
        if (process == null || process.jobs().isEmpty()) {
            return renew(lease);
        }
        return renewed(
                lease,
                ", jobs = CASE WHEN migration = " + literal(NotedId.of(progress.id())) + " AND direction = "
                        + literal(progress.direction().name()) + " AND statements_done = " + progress.done() + " THEN "
                        + literal(String.join(",", process.jobs())) + " ELSE jobs END");
    }

    private String renewed(Lease lease, String assignments) {
        return fenced(lease, assignments, " AND expires_at > clock_timestamp()");
    }

    @Override
    public String note(Lease lease, @Nullable Progress progress) {
        return fenced(
                lease,
                progress == null
                        ? ", migration = NULL, direction = NULL, checksum = NULL, repetitions = NULL, rows_changed = NULL,"
                                + " statements_done = NULL, statement_running = NULL, error = NULL" + writtenBy(null)
                        : ", migration = " + literal(NotedId.of(progress.id())) + ", direction = "
                                + literal(progress.direction().name()) + ", checksum = " + literal(progress.checksum())
                                + repeated(progress.repetitions()) + ", statements_done = " + progress.done()
                                + ", statement_running = "
                                + progress.running() + ", error = " + literal(progress.error())
                                + writtenBy(progress.process()),
                "");
    }

    private static String repeated(Repetitions repetitions) {
        return repetitions.times() == 0
                ? ", repetitions = NULL, rows_changed = NULL"
                : ", repetitions = " + repetitions.times() + ", rows_changed = " + repetitions.rows();
    }

    private static String writtenBy(@Nullable ServerProcess process) {
        return process(process) + ", jobs = NULL";
    }

    /** Behind a pooler another process executes this than the client knows of. */
    private static String process(@Nullable ServerProcess process) {
        if (process == null) {
            return ", process_id = NULL, process_noted = NULL";
        }
        if (process.pid() == 0) {
            return ", process_id = NULL, process_noted = CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)";
        }
        String ifOwn = "CASE pg_catalog.pg_backend_pid() WHEN " + process.pid() + " THEN ";
        return ", process_id = " + ifOwn + process.pid() + " END, process_noted = " + ifOwn
                + "CAST(extract(epoch FROM statement_timestamp()) * 1000000 AS BIGINT) END";
    }

    /**
     * An UPDATE, since a plain SELECT lets a stale holder commit after a takeover under READ COMMITTED; dividing by the
     * number of rows makes it fail (22012) when the token is no longer current, without a branch.
     */
    private String fenced(Lease lease, String assignments, String condition) {
        return "WITH fence AS (UPDATE " + table() + " SET expires_at = clock_timestamp() + "
                + interval(lease.duration()) + assignments + " WHERE id = 1 AND token = " + lease.token()
                + condition + " RETURNING token) SELECT 1 / count(*) FROM fence";
    }

    @Override
    public String release(Lease lease) {
        return "UPDATE " + table() + " SET expires_at = " + LONG_AGO + " WHERE id = 1 AND token = " + lease.token();
    }
}
