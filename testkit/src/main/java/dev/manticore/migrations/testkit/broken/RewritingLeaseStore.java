package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.ForwardingLeaseStore;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A lease store that changes another one's SQL. */
class RewritingLeaseStore extends ForwardingLeaseStore {
    private final UnaryOperator<LeaseStore> fault;
    private final UnaryOperator<String> rewrite;
    private final Set<Part> parts;

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
     * Changes the parts that are named, and nothing else.
     *
     * @param fault makes another such store of another healthy one
     */
    RewritingLeaseStore(
            LeaseStore healthy, UnaryOperator<LeaseStore> fault, UnaryOperator<String> rewrite, Part... parts) {
        super(healthy);
        this.fault = fault;
        this.rewrite = rewrite;
        this.parts = Set.of(parts);
    }

    static UnaryOperator<LeaseStore> rewriting(UnaryOperator<String> rewrite, Part... parts) {
        return healthy -> new RewritingLeaseStore(healthy, rewriting(rewrite, parts), rewrite, parts);
    }

    private String rewritten(Part part, String sql) {
        return parts.contains(part) ? rewrite.apply(sql) : sql;
    }

    private <T> Query<T> rewritten(Query<T> query, Part... each) {
        List<String> statements = new ArrayList<>(query.statements());
        for (int i = 0; i < each.length; i++) {
            statements.set(i, rewritten(each[i], statements.get(i)));
        }
        return new Query<>(statements, query.reader());
    }

    @Override
    public LeaseStore in(String schema) {
        return fault.apply(delegate().in(schema));
    }

    @Override
    public List<String> create(Database database) {
        return super.create(database).stream()
                .map(sql -> rewritten(Part.TABLE, sql))
                .toList();
    }

    @Override
    public Query<LeaseState> acquire(String owner, Duration duration) {
        return rewritten(super.acquire(owner, duration), Part.ACQUIRE, Part.LOOK);
    }

    @Override
    public Query<LeaseState> lease() {
        return rewritten(super.lease(), Part.LOOK);
    }

    @Override
    public Query<LeaseState> revoke(String owner) {
        return rewritten(super.revoke(owner), Part.LOOK, Part.REVOKE);
    }

    @Override
    public String fence(Lease lease) {
        return rewritten(Part.FENCE, super.fence(lease));
    }

    @Override
    public String note(Lease lease, @Nullable Progress progress) {
        return rewritten(Part.NOTE, super.note(lease, progress));
    }

    @Override
    public String renew(Lease lease) {
        return rewritten(Part.RENEW, super.renew(lease));
    }

    @Override
    public String release(Lease lease) {
        return rewritten(Part.RELEASE, super.release(lease));
    }
}
