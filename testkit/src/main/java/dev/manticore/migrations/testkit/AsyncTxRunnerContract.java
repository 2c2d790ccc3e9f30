package dev.manticore.migrations.testkit;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of an {@link AsyncTxRunner}: the cases of {@link TxRunnerContract}, and that it never blocks its caller
 * and completes each stage once.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface AsyncTxRunnerContract extends RunnerCases, StageCases {

    /** The runner under test; see {@link TxRunnerContract#runner()}. */
    @Override
    AsyncTxRunner asyncRunner();

    /** The observing runner; see {@link TxRunnerContract#observer()}. */
    AsyncTxRunner asyncObserver();

    /** See {@link TxRunnerContract#unreachable()}. */
    default Optional<AsyncTxRunner> asyncUnreachable() {
        return Optional.empty();
    }

    /** See {@link TxRunnerContract#codeMigration}. */
    @Override
    default @Nullable CodeMigration codeMigration(List<String> statements, @Nullable RuntimeException thrown) {
        return null;
    }

    /** {@link #asyncRunner()}, awaited. */
    @Override
    default TxRunner runner() {
        return AwaitedTxRunner.over(asyncRunner());
    }

    /** {@link #asyncObserver()}, awaited. */
    @Override
    default TxRunner observer() {
        return AwaitedTxRunner.over(asyncObserver());
    }

    /** {@link #asyncUnreachable()}, awaited. */
    @Override
    default Optional<TxRunner> unreachable() {
        return asyncUnreachable().map(AwaitedTxRunner::over);
    }
}
