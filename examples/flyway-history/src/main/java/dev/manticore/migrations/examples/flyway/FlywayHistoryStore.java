package dev.manticore.migrations.examples.flyway;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Flyway's history table, as its version 13 makes it: a database that Flyway migrated goes on here, and Flyway
 * goes on after that. Not both at the same time: Flyway does not know the lease.
 *
 * @param schema of both tables, not quoted
 * @param name the history table's, not quoted; Flyway calls it {@code flyway_schema_history}
 * @param leases the default store, of which the lease's part is used
 */
public record FlywayHistoryStore(String schema, String name, HistoryStore leases) implements HistoryStore {

    public FlywayHistoryStore(String schema, String name) {
        this(schema, name, HistoryStore.table(schema, name));
    }

    @Override
    public String table() {
        return identifier(schema) + "." + identifier(name);
    }

    @Override
    public Query<History> history(Database database) {
        // Flyway fills installed_on in with the local time of its session, so that it is read as such.
        return new Query<>(
                List.of("SELECT *, CAST(installed_on AS TIMESTAMP WITH TIME ZONE) AS applied_at FROM " + table()
                        + " ORDER BY installed_rank"),
                answers -> FlywayRows.read(answers.get(0)));
    }

    @Override
    public List<String> create(Database database) {
        List<String> statements = new ArrayList<>(leases.createLease(database));
        statements.add("CREATE TABLE IF NOT EXISTS " + table() + " (installed_rank INT NOT NULL,"
                + " version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL,"
                + " script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL,"
                + " installed_on TIMESTAMP NOT NULL DEFAULT now(), execution_time INT NOT NULL,"
                + " success BOOLEAN NOT NULL, CONSTRAINT " + identifier(name + "_pk")
                + " PRIMARY KEY (installed_rank))");
        statements.add("CREATE INDEX IF NOT EXISTS " + identifier(name + "_s_idx") + " ON " + table() + " (success)");
        return statements;
    }

    @Override
    public Optional<String> createSchema() {
        return leases.createSchema();
    }

    /** Flyway's: CRC32 of the lines without their ends. */
    @Override
    public String checksum(String text) {
        CRC32 crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(UTF_8)));
        return Integer.toString((int) crc.getValue());
    }

    @Override
    public String record(HistoryEntry entry) {
        String script = "V" + entry.version() + "__" + entry.description().replace(' ', '_') + ".sql";
        Duration duration = entry.duration();
        // Flyway's table does not refuse a version that is there already: dividing by zero does.
        return "INSERT INTO " + table() + " (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) SELECT coalesce(max(installed_rank), 0)"
                + " + 1 / CASE WHEN bool_or(" + is(entry.version()) + ") THEN 0 ELSE 1 END, '" + entry.version() + "', "
                + literal(entry.description()) + ", 'SQL', " + literal(script) + ", "
                + Integer.parseInt(entry.checksum())
                + ", " + literal(entry.appliedBy()) + ", "
                + (duration == null
                        ? "CAST(extract(epoch FROM clock_timestamp() - now()) * 1000 AS INT)"
                        : duration.toMillis())
                + ", true FROM " + table();
    }

    @Override
    public String erase(long version) {
        return "DELETE FROM " + table() + " WHERE " + is(version);
    }

    /** Flyway keeps the leading zeros of a file's name. */
    private static String is(long version) {
        return "ltrim(version, '0') = '" + version + "'";
    }

    @Override
    public Query<LeaseState> acquire(String owner, Duration duration) {
        return leases.acquire(owner, duration);
    }

    @Override
    public Query<LeaseState> revoke(String owner) {
        return leases.revoke(owner);
    }

    @Override
    public Query<LeaseState> lease() {
        return leases.lease();
    }

    @Override
    public String fence(Lease lease) {
        return leases.fence(lease);
    }

    @Override
    public String note(Lease lease, @Nullable Progress progress) {
        return leases.note(lease, progress);
    }

    @Override
    public String renew(Lease lease) {
        return leases.renew(lease);
    }

    @Override
    public String release(Lease lease) {
        return leases.release(lease);
    }
}
