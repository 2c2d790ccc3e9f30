package dev.manticore.migrations.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LeaseStore} that forwards every call to another one. Extend it to change some methods and keep the others.
 * {@link #in} is left to the subclass: it has to wrap {@code delegate().in(schema)} again, or the change is lost.
 */
public abstract class ForwardingLeaseStore implements LeaseStore {
    private final LeaseStore delegate;

    protected ForwardingLeaseStore(LeaseStore delegate) {
        this.delegate = delegate;
    }

    /** The store that calls are forwarded to. */
    protected final LeaseStore delegate() {
        return delegate;
    }

    @Override
    public abstract LeaseStore in(String schema);

    @Override
    public String table() {
        return delegate.table();
    }

    @Override
    public List<String> create(Database database) {
        return delegate.create(database);
    }

    @Override
    public Query<LeaseState> acquire(String owner, Duration duration) {
        return delegate.acquire(owner, duration);
    }

    @Override
    public Query<LeaseState> lease() {
        return delegate.lease();
    }

    @Override
    public Query<List<String>> places(Database database) {
        return delegate.places(database);
    }

    @Override
    public Query<Map<String, String>> homes(List<String> schemas) {
        return delegate.homes(schemas);
    }

    @Override
    public Query<LeaseState> revoke(String owner) {
        return delegate.revoke(owner);
    }

    @Override
    public String fence(Lease lease) {
        return delegate.fence(lease);
    }

    @Override
    public String note(Lease lease, @Nullable Progress progress) {
        return delegate.note(lease, progress);
    }

    @Override
    public String renew(Lease lease) {
        return delegate.renew(lease);
    }

    @Override
    public String renew(Lease lease, Progress progress) {
        return delegate.renew(lease, progress);
    }

    @Override
    public String release(Lease lease) {
        return delegate.release(lease);
    }
}
