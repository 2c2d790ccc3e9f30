package dev.manticore.migrations.spi;

import java.util.List;

/**
 * A source that new scripts can be written to; {@code create} uses it. Prove an implementation with the test kit's
 * {@code WritableSourceContract}.
 */
public interface WritableMigrationSource extends MigrationSource {

    /** Whether the place does not exist yet. If true, {@link #load()} fails, and {@link #write} creates the place. */
    boolean isMissing();

    /**
     * Writes new scripts, all or none.
     *
     * @param scripts names and contents; {@link SourceScript#origin()} is ignored
     * @return where each script now is, in the order of {@code scripts}, as {@link #load()} would name its origin
     * @throws SourceException if one of them exists already (nothing is ever overwritten) or cannot be written
     */
    List<String> write(List<SourceScript> scripts) throws SourceException;
}
