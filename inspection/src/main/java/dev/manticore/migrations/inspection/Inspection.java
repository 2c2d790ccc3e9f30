package dev.manticore.migrations.inspection;

import dev.manticore.migrations.inspection.scratch.ScratchServer;

/**
 * Tries the migrations of a project on databases that nobody else uses, and says what they do.
 *
 * <pre>{@code
 * try (ScratchServer server = ScratchServer.embedded().open()) {
 *     Inspection inspection = Inspection.builder(server)
 *             .source(FilesystemSource.of(Path.of("db/migrations")))
 *             .build();
 * }
 * }</pre>
 *
 * Thread-safe and stateless: each call reads the sources again, and makes databases of its own.
 */
public final class Inspection {
    private final InspectionSettings settings;

    Inspection(InspectionSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts to build an inspection.
     *
     * @param server on which databases are made; it stays open
     */
    public static InspectionBuilder builder(ScratchServer server) {
        return new InspectionBuilder(server);
    }

    /** What it was built with. */
    InspectionSettings settings() {
        return settings;
    }
}
