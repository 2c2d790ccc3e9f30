package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A runner like another one, but for its sessions. */
record WrappingRunner(TxRunner healthy, UnaryOperator<TxSession> wrapping) implements TxRunner {

    @Override
    public TxSession open() throws TxFailure {
        return wrapping.apply(healthy.open());
    }

    @Override
    public boolean sendsCopyData() {
        return healthy.sendsCopyData();
    }

    @Override
    public Optional<String> codeRefusal(CodeMigration migration) {
        return healthy.codeRefusal(migration);
    }
}
