package dev.manticore.migrations.testkit;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.TxRunner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a {@link HistoryStore}. A test class implements this interface and its hooks; the tests are
 * inherited. One class may implement {@link LeaseStoreContract}, too.
 *
 * <p>Both runners lead to the same database, whose user may create schemas. Each case creates schemas whose names begin
 * with {@code testkit}, and drops them with everything in them. Cases that share a database have to run one after the
 * other.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface HistoryStoreContract
        extends HistoryCases,
                RepeatableCases,
                AdoptionCases,
                UpdateCases,
                UnwrittenRowCases,
                HistoryTableCases,
                HistoryStatementCases,
                OtherToolCases {

    /** A runner that passes its own contract. Called one or more times in each case; one session is open at a time. */
    @Override
    TxRunner runner();

    /** A second runner to the same database, over other connections. */
    @Override
    TxRunner observer();

    /**
     * The store under test. A store that leaves its users no choice of schema or table ignores both arguments; it then
     * needs an empty database for each case.
     *
     * @param schema where its table has to be, not quoted; null for the session's current schema
     * @param table the table's name, not quoted, at most 52 bytes in UTF-8
     */
    @Override
    HistoryStore store(@Nullable String schema, String table);

    /**
     * What the store reads back of a migration that was recorded. A store that cannot keep a value, e.g. the checksum,
     * overrides this and returns null for it; the engine takes null as "not known".
     *
     * @param recorded everything that the store was given, with the time of application that it read
     */
    @Override
    default AppliedMigration kept(AppliedMigration recorded) {
        return recorded;
    }
}
