package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.spi.ForwardingTxRunner;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.spi.TxSession;

/** Runs what the engine sends, and observes the statements that the recorder asks for. */
final class RecordingTxRunner extends ForwardingTxRunner {
    private final Recorder recorder;

    RecordingTxRunner(TxRunner runner, Recorder recorder) {
        super(runner);
        this.recorder = recorder;
    }

    @Override
    public TxSession open() throws TxFailure {
        return new RecordingSession(super.open(), recorder);
    }
}
