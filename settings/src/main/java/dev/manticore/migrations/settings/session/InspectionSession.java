package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.scratch.ScratchServer;

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

    @Override
    public void close() {
        try (sources;
                server) {
            // In reverse order of opening.
        }
    }
}
