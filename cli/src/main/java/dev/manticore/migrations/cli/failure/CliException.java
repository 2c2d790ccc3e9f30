package dev.manticore.migrations.cli.failure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A failure of the command line itself, not of the library. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String remedy;

    public CliException(ErrorCode code, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /** An invalid option or setting. */
    public static CliException usage(String message, String remedy) {
        return new CliException(ErrorCode.USAGE, message, remedy, null);
    }

    public ErrorCode code() {
        return code;
    }

    /** What the user can do, in one or more sentences. */
    public String remedy() {
        return remedy;
    }
}
