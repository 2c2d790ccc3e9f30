package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores that answer one question by another. */
final class StoreFaults {
    private StoreFaults() {}

    static HistoryStore granting(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::granting, sql -> sql) {
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

    static HistoryStore taking(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::taking, sql -> sql) {
            @Override
            public Query<LeaseState> lease() {
                return acquire("whoever looks", Duration.ofMinutes(1));
            }
        };
    }

    static HistoryStore clearingInTheFence(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::clearingInTheFence, sql -> sql) {
            @Override
            public String fence(Lease lease) {
                return note(lease, null);
            }
        };
    }

    static HistoryStore renewingByTheFence(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::renewingByTheFence, sql -> sql) {
            @Override
            public String renew(Lease lease) {
                return fence(lease);
            }
        };
    }

    static HistoryStore notingNothing(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::notingNothing, sql -> sql) {
            @Override
            public String note(Lease lease, @Nullable Progress progress) {
                return fence(lease);
            }
        };
    }

    static HistoryStore clearingNothing(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::clearingNothing, sql -> sql) {
            @Override
            public String note(Lease lease, @Nullable Progress progress) {
                return progress == null ? fence(lease) : super.note(lease, progress);
            }
        };
    }

    static HistoryStore unplaced(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::unplaced, sql -> sql) {
            @Override
            public HistoryStore in(String schema) {
                return this;
            }
        };
    }

    static HistoryStore fencingByTheRenewal(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::fencingByTheRenewal, sql -> sql) {
            @Override
            public String fence(Lease lease) {
                return renew(lease);
            }
        };
    }

    static HistoryStore countingCharacters(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::countingCharacters, sql -> sql) {
            @Override
            public String checksum(String text) {
                return Integer.toHexString(text.chars().sum());
            }
        };
    }

    static HistoryStore namedWithoutQuotes(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::namedWithoutQuotes, sql -> sql) {
            @Override
            public String table() {
                return super.table().replace("\"", "");
            }
        };
    }

    static HistoryStore withoutALease(HistoryStore healthy) {
        return new RewritingStore(healthy, StoreFaults::withoutALease, sql -> sql) {
            @Override
            public List<String> createLease(Database database) {
                return List.of(create(database).get(0));
            }
        };
    }
}
