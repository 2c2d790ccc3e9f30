package dev.manticore.migrations.settings.failure;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A failure of the command line itself, not of the library. */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String remedy;

    /** Passwords in the message are masked. */
    public ToolException(ErrorCode code, String message, String remedy, @Nullable Throwable cause) {
        super(Secrets.mask(message), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /** An invalid option or setting. */
    public static ToolException usage(String message, String remedy) {
        return new ToolException(ErrorCode.USAGE, message, remedy, null);
    }

    /** A command line that could not be parsed. The message may quote any argument, so passwords are masked in it. */
    public static ToolException misused(String message, String remedy, List<String> arguments) {
        return usage(Secrets.mask(message, arguments), remedy);
    }

    public ErrorCode code() {
        return code;
    }

    /** What the user can do, in one or more sentences. */
    public String remedy() {
        return remedy;
    }
}
