package dev.manticore.migrations.spi;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link HistoryStore} that forwards every call to another one. Extend it to change some methods and keep the others.
 * {@link #in} is left to the subclass: it has to wrap {@code delegate().in(schema)} again, or the change is lost.
 * {@link #record(HistoryEntry, String)} is not forwarded, so that an override of {@link #record(HistoryEntry)} sees each
 * migration; migrations are then sent one by one.
 */
public abstract class ForwardingHistoryStore implements HistoryStore {
    private final HistoryStore delegate;

    protected ForwardingHistoryStore(HistoryStore delegate) {
        this.delegate = delegate;
    }

    /** The store that calls are forwarded to. */
    protected final HistoryStore delegate() {
        return delegate;
    }

    @Override
    public abstract HistoryStore in(String schema);

    @Override
    public String table() {
        return delegate.table();
    }

    @Override
    public String keeper() {
        return delegate.keeper();
    }

    @Override
    public boolean isCumulative() {
        return delegate.isCumulative();
    }

    @Override
    public Problem failure(AppliedMigration failed) {
        return delegate.failure(failed);
    }

    @Override
    public Query<History> history(Database database) {
        return delegate.history(database);
    }

    @Override
    public Query<List<AppliedMigration>> repeatables(Database database) {
        return delegate.repeatables(database);
    }

    @Override
    public Query<Map<MigrationId, ContentChecksum>> contentChecksums(Database database) {
        return delegate.contentChecksums(database);
    }

    @Override
    public Query<HistoryPlaces> elsewhere(Database database) {
        return delegate.elsewhere(database);
    }

    @Override
    public List<String> create(Database database) {
        return delegate.create(database);
    }

    @Override
    public Optional<String> createSchema() {
        return delegate.createSchema();
    }

    @Override
    public List<String> complete(Database database) {
        return delegate.complete(database);
    }

    @Override
    public String checksum(String text) {
        return delegate.checksum(text);
    }

    @Override
    public Optional<String> refusal(MigrationId id) {
        return delegate.refusal(id);
    }

    @Override
    public Optional<HistoryGuard> guard(Database database, HistoryEntry entry, Direction direction) {
        return delegate.guard(database, entry, direction);
    }

    @Override
    public Optional<String> begin(HistoryEntry entry, Direction direction) {
        return delegate.begin(entry, direction);
    }

    @Override
    public Optional<String> abandon(MigrationId id, Direction direction) {
        return delegate.abandon(id, direction);
    }

    @Override
    public Optional<LeaseStore> leases() {
        return delegate.leases();
    }

    @Override
    public String record(HistoryEntry entry) {
        return delegate.record(entry);
    }

    @Override
    public String adopt(AppliedMigration migration) {
        return delegate.adopt(migration);
    }

    @Override
    public String update(HistoryEntry entry) {
        return delegate.update(entry);
    }

    @Override
    public String removeFailed(MigrationId id) {
        return delegate.removeFailed(id);
    }

    @Override
    public String erase(MigrationId id) {
        return delegate.erase(id);
    }
}
