package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.inspection.DriftOptions;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.lint.LintOptions;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.scratch.ScratchException;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.inspection.verify.VerifyOption;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.spi.TxRunner;
import java.util.function.Function;
import java.util.function.Supplier;

/** An inspection with its open sources and scratch server. Closing it closes both. What the server refuses is worded for the user. */
public final class InspectionSession implements AutoCloseable {
    private final Inspection inspection;
    private final OpenSources sources;
    private final ScratchServer server;
    private final Function<ScratchException, ToolException> wording;

    InspectionSession(
            Inspection inspection,
            OpenSources sources,
            ScratchServer server,
            Function<ScratchException, ToolException> wording) {
        this.inspection = inspection;
        this.sources = sources;
        this.server = server;
        this.wording = wording;
    }

    /** Verifies the migrations. What is wrong with the seeds is worded for the user, too. */
    public VerifyReport verify(VerifyOption... options) {
        try {
            return worded(() -> inspection.verify(options));
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage(String.valueOf(refused.getMessage()), "Correct the files.");
        }
    }

    /** Judges the migrations as {@link Inspection#lint} does. */
    public LintReport lint(LintOptions options) {
        return worded(() -> inspection.lint(options));
    }

    /** Compares a database with what the migrations make as {@link Inspection#drift} does. */
    public Drift drift(TxRunner database, DriftOptions options) {
        return worded(() -> inspection.drift(database, options));
    }

    private <T> T worded(Supplier<T> work) {
        try {
            return work.get();
        } catch (ScratchException failure) {
            throw wording.apply(failure);
        }
    }

    @Override
    public void close() {
        try (sources;
                server) {
            // In reverse order of opening.
        } catch (ScratchException failure) {
            throw wording.apply(failure);
        }
    }
}
