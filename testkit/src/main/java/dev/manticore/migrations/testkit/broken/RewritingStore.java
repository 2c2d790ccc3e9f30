package dev.manticore.migrations.testkit.broken;

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
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store whose SQL is changed on its way out. */
class RewritingStore implements HistoryStore {
    private final HistoryStore healthy;
    private final UnaryOperator<HistoryStore> fault;
    private final UnaryOperator<String> rewrite;
    private final Set<Part> parts;

    /** What is rewritten. */
    enum Part {
        HISTORY,
        SCHEMA,
        HISTORY_TABLE,
        LEASE_TABLE,
        ACQUIRE,
        LOOK,
        FENCE,
        NOTE,
        RENEW,
        RELEASE,
        REVOKE,
        RECORD,
        ERASE
    }

    /**
     * Changes nothing but what is told.
     *
     * @param fault makes another such store of another healthy one
     */
    RewritingStore(
            HistoryStore healthy, UnaryOperator<HistoryStore> fault, UnaryOperator<String> rewrite, Part... parts) {
        this.healthy = healthy;
        this.fault = fault;
        this.rewrite = rewrite;
        this.parts = Set.of(parts);
    }

    static UnaryOperator<HistoryStore> rewriting(UnaryOperator<String> rewrite, Part... parts) {
        return healthy -> new RewritingStore(healthy, rewriting(rewrite, parts), rewrite, parts);
    }

    private String rewritten(Part part, String sql) {
        return parts.contains(part) ? rewrite.apply(sql) : sql;
    }

    private <T> Query<T> rewritten(Part part, Query<T> query) {
        return new Query<>(
                query.statements().stream().map(sql -> rewritten(part, sql)).toList(), query.reader());
    }

    @Override
    public String table() {
        return healthy.table();
    }

    @Override
    public HistoryStore in(String schema) {
        return fault.apply(healthy.in(schema));
    }

    @Override
    public Query<History> history(Database database) {
        return rewritten(Part.HISTORY, healthy.history(database));
    }

    @Override
    public List<String> create(Database database) {
        List<String> statements = new ArrayList<>(healthy.create(database));
        statements.set(0, rewritten(Part.HISTORY_TABLE, statements.get(0)));
        statements.set(1, rewritten(Part.LEASE_TABLE, statements.get(1)));
        return statements;
    }

    @Override
    public List<String> createLease(Database database) {
        return healthy.createLease(database).stream()
                .map(sql -> rewritten(Part.LEASE_TABLE, sql))
                .toList();
    }

    @Override
    public Optional<String> createSchema() {
        return healthy.createSchema().map(sql -> rewritten(Part.SCHEMA, sql));
    }

    @Override
    public List<String> complete(Database database) {
        return healthy.complete(database);
    }

    @Override
    public Query<LeaseState> acquire(String owner, Duration duration) {
        Query<LeaseState> query = healthy.acquire(owner, duration);
        List<String> statements = new ArrayList<>(query.statements());
        statements.set(0, rewritten(Part.ACQUIRE, statements.get(0)));
        statements.set(1, rewritten(Part.LOOK, statements.get(1)));
        return new Query<>(statements, query.reader());
    }

    @Override
    public Query<LeaseState> revoke(String owner) {
        Query<LeaseState> query = healthy.revoke(owner);
        List<String> statements = new ArrayList<>(query.statements());
        statements.set(1, rewritten(Part.REVOKE, statements.get(1)));
        return new Query<>(statements, query.reader());
    }

    @Override
    public Query<LeaseState> lease() {
        return rewritten(Part.LOOK, healthy.lease());
    }

    @Override
    public String fence(Lease lease) {
        return rewritten(Part.FENCE, healthy.fence(lease));
    }

    @Override
    public String note(Lease lease, @Nullable Progress progress) {
        return rewritten(Part.NOTE, healthy.note(lease, progress));
    }

    @Override
    public String renew(Lease lease) {
        return rewritten(Part.RENEW, healthy.renew(lease));
    }

    @Override
    public String release(Lease lease) {
        return rewritten(Part.RELEASE, healthy.release(lease));
    }

    @Override
    public String checksum(String text) {
        return healthy.checksum(text);
    }

    @Override
    public String record(HistoryEntry entry) {
        return rewritten(Part.RECORD, healthy.record(entry));
    }

    @Override
    public String erase(long version) {
        return rewritten(Part.ERASE, healthy.erase(version));
    }
}
