package dev.manticore.migrations.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link MigrationSource} cannot be read or written. Says what is wrong and what to do about it. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Creates one.
     *
     * @param message what is wrong, with the name of the directory, jar or file
     * @param remedy what the user can do, as a sentence
     * @param cause the underlying exception, or null
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
