package dev.manticore.migrations.spi;

import dev.manticore.migrations.Remedy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MigrationSource} cannot be read or written. Says what is wrong and what to do about it. A source that finds
 * several problems throws the first and adds the others as suppressed exceptions of this type; each is reported as a problem
 * of its own.
 */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Remedy remedy;

    /**
     * Creates one.
     *
     * @param message what is wrong, with the name of the directory, jar or file
     * @param remedy what the user can do
     * @param cause the underlying exception, or null
     */
    public SourceException(String message, Remedy remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * Creates one whose remedy names no operation or setting.
     *
     * @param message what is wrong, with the name of the directory, jar or file
     * @param advice what the user can do, as a sentence
     * @param cause the underlying exception, or null
     */
    public SourceException(String message, String advice, @Nullable Throwable cause) {
        this(message, Remedy.of(advice), cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What the user can do about it. */
    public Remedy remedy() {
        return remedy;
    }
}
