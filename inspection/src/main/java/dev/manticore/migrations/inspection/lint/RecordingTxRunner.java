package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;
import java.util.Optional;

/** Runs what the engine sends, and observes the statements that the recorder asks for. */
record RecordingTxRunner(TxRunner runner, Recorder recorder) implements TxRunner {

    @Override
    public TxSession open() throws TxFailure {
        return new RecordingSession(runner.open(), recorder);
    }

    @Override
    public boolean sendsCopyData() {
        return runner.sendsCopyData();
    }

    @Override
    public Optional<String> codeRefusal(CodeMigration migration) {
        return runner.codeRefusal(migration);
    }
}
