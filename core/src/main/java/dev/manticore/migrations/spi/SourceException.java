package dev.manticore.migrations.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link MigrationSource} cannot be read or written: what is wrong, and what to do about it. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Says what is wrong with a source.
     *
     * @param message names the culprit: the directory, jar or file
     * @param remedy what the user can do
     */
    public SourceException(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What the user can do about it, as a sentence. */
    public String remedy() {
        return remedy;
    }
}
