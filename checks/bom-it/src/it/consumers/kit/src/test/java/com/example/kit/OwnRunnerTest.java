package com.example.kit;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.testkit.TxRunnerContract;

/** A consumer's adapter, tested with the contract; compiled only. */
class OwnRunnerTest implements TxRunnerContract {
    private static final TxRunner OWN = () -> {
        throw TxFailure.in(TxFailure.Phase.CONNECT, "not yet").build();
    };

    @Override
    public TxRunner runner() {
        return OWN;
    }

    @Override
    public TxRunner observer() {
        return OWN;
    }
}
