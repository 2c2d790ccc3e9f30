package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.inspection.verify.VerifyOption;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.settings.failure.ToolException;

/** An inspection with its open sources and scratch server. Closing it closes both. */
public final class InspectionSession implements AutoCloseable {
    private final Inspection inspection;
    private final OpenSources sources;
    private final ScratchServer server;

    InspectionSession(Inspection inspection, OpenSources sources, ScratchServer server) {
        this.inspection = inspection;
        this.sources = sources;
        this.server = server;
    }

    public Inspection inspection() {
        return inspection;
    }

    /** Verifies the migrations. What is wrong with the settings is worded for the user. */
    public VerifyReport verify(VerifyOption... options) {
        try {
            return inspection.verify(options);
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage(String.valueOf(refused.getMessage()), "Correct the files.");
        }
    }

    @Override
    public void close() {
        try (sources;
                server) {
            // In reverse order of opening.
        }
    }
}
