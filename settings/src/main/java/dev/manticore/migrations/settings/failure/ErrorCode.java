package dev.manticore.migrations.settings.failure;

/** The kind of a failure. The names are stable and part of the JSON output. */
public enum ErrorCode {
    USAGE(ExitCode.USAGE),
    INVALID_MIGRATIONS(ExitCode.INVALID),
    PARTLY_DONE(ExitCode.FAILED),
    STATEMENT_FAILED(ExitCode.FAILED),
    CALLBACK_FAILED(ExitCode.FAILED),
    DATABASE_ERROR(ExitCode.FAILED),
    DATABASE_UNREACHABLE(ExitCode.UNREACHABLE),
    LEASE_NOT_OBTAINED(ExitCode.LEASE_NOT_OBTAINED),
    LEASE_LOST(ExitCode.FAILED),
    OUTCOME_UNKNOWN(ExitCode.FAILED),
    INTERRUPTED(ExitCode.FAILED),
    OUTPUT_FAILED(ExitCode.FAILED),
    EMBEDDED_SERVER(ExitCode.UNREACHABLE),
    EMBEDDED_SERVER_BUSY(ExitCode.LEASE_NOT_OBTAINED),
    INTERNAL(ExitCode.FAILED);

    private final ExitCode exitCode;

    ErrorCode(ExitCode exitCode) {
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
