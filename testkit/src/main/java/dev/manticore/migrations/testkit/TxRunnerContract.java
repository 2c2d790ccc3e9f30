package dev.manticore.migrations.testkit;

import dev.manticore.migrations.spi.TxRunner;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * What a {@link TxRunner} has to keep. A test class implements this and answers {@link #runner()} and
 * {@link #observer()}; both lead to the same database, whose user may create schemas. Each case makes a schema
 * {@code testkit}, and drops it with all that is in it. Cases that share a database run one after the other.
 *
 * <p>Cases on what CockroachDB cannot do are skipped there, by what {@link dev.manticore.migrations.spi.TxSession#database()} says.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface TxRunnerContract extends RunnerCases {

    /**
     * The runner under test, over a pool of exactly ONE connection, if it takes its connections from a pool: what a
     * session leaves behind then meets the next one. Asked for once or more in each case, for the same pool each time.
     * It should stop waiting for a connection after some seconds, or a leak costs as long as it waits.
     */
    @Override
    TxRunner runner();

    /**
     * A runner of the same kind over connections of its own, at least two. It looks on, and it is held to the contract
     * where that takes two connections at once.
     */
    @Override
    TxRunner observer();

    /** A runner whose server does not answer, e.g. at a closed port; its case is skipped without one. */
    @Override
    default Optional<TxRunner> unreachable() {
        return Optional.empty();
    }

    /**
     * Whether the client reads a {@code timestamptz} whose offset has seconds, as offsets had before 1972. Histories do
     * not go back that far; where it is false, its case is skipped.
     */
    @Override
    default boolean readsOffsetsWithSeconds() {
        return true;
    }
}
