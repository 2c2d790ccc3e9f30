package dev.manticore.migrations.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.spi.TxFailure;

/** Runs calls that are expected to fail. */
final class Failing {
    private Failing() {}

    static TxFailure toOpen(AsyncTxRunner runner) {
        TxFailure failure = catchThrowableOfType(TxFailure.class, () -> Session.open(runner));
        assertThat(failure).isNotNull();
        return failure;
    }
}
