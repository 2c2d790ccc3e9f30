package dev.manticore.migrations.spi;

import java.util.List;

/** A source that new scripts can be written to; {@code create} uses it. */
public interface WritableMigrationSource extends MigrationSource {

    /** Whether the place does not exist yet, so that {@link #load()} fails and {@link #write} would make it. */
    boolean isMissing();

    /**
     * Writes new scripts, all or none.
     *
     * @param scripts names and contents; {@link SourceScript#origin()} is ignored
     * @return where each script now is, in the order of {@code scripts}, as {@link #load()} would give its origin
     * @throws SourceException when one of them exists already (nothing is ever overwritten) or cannot be written
     */
    List<String> write(List<SourceScript> scripts) throws SourceException;
}
