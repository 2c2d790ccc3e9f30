package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Repetitions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lease stores whose methods do something else than asked for. */
final class LeaseFaults {
    private LeaseFaults() {}

    static LeaseStore granting(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::granting) {
            @Override
            public Query<LeaseState> acquire(String owner, Duration duration) {
                Query<LeaseState> query = super.acquire(owner, duration);
                return new Query<>(query.statements(), rows -> {
                    LeaseState state = query.reader().apply(rows);
                    return state instanceof LeaseState.Held held
                            ? new LeaseState.Granted(new Lease(1, owner, duration), held.progress())
                            : state;
                });
            }
        };
    }

    static LeaseStore taking(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::taking) {
            @Override
            public Query<LeaseState> lease() {
                return acquire("whoever looks", Duration.ofMinutes(1));
            }
        };
    }

    static LeaseStore clearingInTheFence(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::clearingInTheFence) {
            @Override
            public String fence(Lease lease) {
                return note(lease, null);
            }
        };
    }

    static LeaseStore renewingByTheFence(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::renewingByTheFence) {
            @Override
            public String renew(Lease lease) {
                return fence(lease);
            }
        };
    }

    static LeaseStore notingNothing(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::notingNothing) {
            @Override
            public String note(Lease lease, @Nullable Progress progress) {
                return fence(lease);
            }
        };
    }

    static LeaseStore notingNoProcess(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::notingNoProcess) {
            @Override
            public String note(Lease lease, @Nullable Progress progress) {
                return super.note(
                        lease,
                        progress == null
                                ? null
                                : new Progress(
                                        progress.id(),
                                        progress.direction(),
                                        progress.checksum(),
                                        progress.done(),
                                        progress.running(),
                                        progress.error()));
            }
        };
    }

    static LeaseStore notingNoRepetitions(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::notingNoRepetitions) {
            @Override
            public String note(Lease lease, @Nullable Progress progress) {
                return super.note(lease, progress == null ? null : progress.with(Repetitions.NONE));
            }
        };
    }

    static LeaseStore clearingNothing(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::clearingNothing) {
            @Override
            public String note(Lease lease, @Nullable Progress progress) {
                return progress == null ? fence(lease) : super.note(lease, progress);
            }
        };
    }

    static LeaseStore fencingByTheRenewal(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::fencingByTheRenewal) {
            @Override
            public String fence(Lease lease) {
                return renew(lease);
            }
        };
    }

    static LeaseStore unplaced(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::unplaced) {
            @Override
            public LeaseStore in(String schema) {
                return this;
            }
        };
    }

    static LeaseStore namedWithoutQuotes(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::namedWithoutQuotes) {
            @Override
            public String table() {
                return super.table().replace("\"", "");
            }
        };
    }

    static LeaseStore lookingNowhere(LeaseStore healthy) {
        return new RewritingLeaseStore(healthy, LeaseFaults::lookingNowhere) {
            @Override
            public Query<LeaseState> lease() {
                return new Query<>(List.of("SELECT 1"), rows -> new LeaseState.Free(null, null));
            }
        };
    }
}
