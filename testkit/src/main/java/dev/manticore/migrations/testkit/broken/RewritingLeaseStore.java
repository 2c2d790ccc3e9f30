package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.ForwardingLeaseStore;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A lease store that changes another one's SQL. */
class RewritingLeaseStore extends ForwardingLeaseStore {
    private final UnaryOperator<LeaseStore> fault;
    private final Rewriting<Part> rewriting;

    /** What is rewritten. */
    enum Part {
        TABLE,
        ACQUIRE,
        LOOK,
        FENCE,
        NOTE,
        RENEW,
        RELEASE,
        REVOKE
    }

    /**
     * Changes the SQL as {@code rewriting} says.
     *
     * @param fault makes another such store of another healthy one
     */
    private RewritingLeaseStore(LeaseStore healthy, UnaryOperator<LeaseStore> fault, Rewriting<Part> rewriting) {
        super(healthy);
        this.fault = fault;
        this.rewriting = rewriting;
    }

    /** Changes no SQL: subclasses override methods. */
    RewritingLeaseStore(LeaseStore healthy, UnaryOperator<LeaseStore> fault) {
        this(healthy, fault, Rewriting.nothing());
    }

    static UnaryOperator<LeaseStore> rewriting(UnaryOperator<String> rewrite, Part... parts) {
        return rewriting(new Rewriting<>(rewrite, Set.of(parts)));
    }

    private static UnaryOperator<LeaseStore> rewriting(Rewriting<Part> rewriting) {
        return healthy -> new RewritingLeaseStore(healthy, rewriting(rewriting), rewriting);
    }

    @Override
    public LeaseStore in(String schema) {
        return fault.apply(delegate().in(schema));
    }

    @Override
    public List<String> create(Database database) {
        return rewriting.of(Part.TABLE, super.create(database));
    }

    @Override
    public Query<LeaseState> acquire(String owner, Duration duration) {
        return rewriting.of(List.of(Part.ACQUIRE, Part.LOOK), super.acquire(owner, duration));
    }

    @Override
    public Query<LeaseState> lease() {
        return rewriting.of(List.of(Part.LOOK), super.lease());
    }

    @Override
    public Query<LeaseState> revoke(String owner) {
        return rewriting.of(List.of(Part.LOOK, Part.REVOKE), super.revoke(owner));
    }

    @Override
    public String fence(Lease lease) {
        return rewriting.of(Part.FENCE, super.fence(lease));
    }

    @Override
    public String note(Lease lease, @Nullable Progress progress) {
        return rewriting.of(Part.NOTE, super.note(lease, progress));
    }

    @Override
    public String renew(Lease lease) {
        return rewriting.of(Part.RENEW, super.renew(lease));
    }

    @Override
    public String renew(Lease lease, Progress progress) {
        return rewriting.of(Part.RENEW, super.renew(lease, progress));
    }

    @Override
    public String release(Lease lease) {
        return rewriting.of(Part.RELEASE, super.release(lease));
    }
}
