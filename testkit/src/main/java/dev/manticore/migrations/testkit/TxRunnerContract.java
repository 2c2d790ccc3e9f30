package dev.manticore.migrations.testkit;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a {@link TxRunner}. A test class implements this interface and its hooks; the tests are inherited.
 *
 * <p>Both runners lead to the same database, whose user may create schemas. Each case creates a schema {@code testkit}
 * and drops it with everything in it. Cases that share a database have to run one after the other. Cases about features
 * that CockroachDB lacks are skipped there.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface TxRunnerContract extends RunnerCases {

    /**
     * The runner under test. If it takes its connections from a pool, that pool has exactly ONE: a session then meets
     * what the one before it left behind. Called one or more times in each case, for the same pool each time. The pool
     * should stop waiting for a connection after some seconds; a leaked connection otherwise hangs the build.
     */
    @Override
    TxRunner runner();

    /**
     * A runner of the same kind, over at least two other connections. It observes what the first one does, and is under
     * test itself where a case needs two connections at once.
     */
    @Override
    TxRunner observer();

    /** A runner that cannot connect, e.g. to a closed port. If empty, the case about that is skipped. */
    @Override
    default Optional<TxRunner> unreachable() {
        return Optional.empty();
    }

    /**
     * A migration in Java code of the type that the runner runs. Its code executes statements one after the other, on the
     * connection that it gets, and lets the first failure out.
     *
     * @param thrown what the code fails with after its statements; null if it succeeds
     * @return null if the runner runs no code; the cases about that are then skipped
     */
    @Override
    default @Nullable CodeMigration codeMigration(List<String> statements, @Nullable RuntimeException thrown) {
        return null;
    }
}
