package dev.manticore.migrations.testkit;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.TxRunner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * What a {@link HistoryStore} has to keep, tried out on a database. A test class implements this and answers its hooks.
 * Both runners lead to the same database, whose user may create schemas. Each case makes schemas whose names begin with
 * {@code testkit}, and drops them with all that is in them. Cases that share a database run one after the other.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface HistoryStoreContract
        extends LeaseCases,
                ExpiredLeaseCases,
                StaleHolderCases,
                ProgressCases,
                HistoryCases,
                TableCases,
                StatementCases {

    /** A runner that passes its own contract. Asked for once or more in each case; one session is open at a time. */
    @Override
    TxRunner runner();

    /** A second one to the same database, over connections of its own. */
    @Override
    TxRunner observer();

    /**
     * The store under test. One that leaves its users no choice of schema or table ignores them, and needs an empty
     * database for each case.
     *
     * @param schema where its tables are to be, not quoted; null for the session's current schema
     * @param table the history table's name, not quoted, at most 57 bytes in UTF-8
     */
    @Override
    HistoryStore store(@Nullable String schema, String table);

    /**
     * What the store answers for a migration that was recorded. A store that has no place for a checksum, say, answers
     * without it, and says so here; the engine understands null as "not known".
     *
     * @param recorded all that a store is given, with the time that it answered
     */
    @Override
    default AppliedMigration kept(AppliedMigration recorded) {
        return recorded;
    }
}
