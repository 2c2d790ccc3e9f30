package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.settings.failure.ExitCode;

/** What programs make of a status. */
public final class StatusCheck {
    private StatusCheck() {}

    /** The same without the migrations that are not to be applied. */
    public static MigrationStatus onlyPending(MigrationStatus status) {
        return new MigrationStatus(
                status.entries().stream()
                        .filter(entry -> entry.state().isPending())
                        .toList(),
                status.lease(),
                status.leaseError(),
                status.lockWait(),
                status.problems(),
                status.notes());
    }

    /**
     * How a program ends.
     *
     * @param strict whether the database has to be up to date; otherwise it only has to be known what is pending
     * @return {@link ExitCode#OK}, {@link ExitCode#INVALID} or {@link ExitCode#PENDING}
     */
    public static ExitCode exitCode(MigrationStatus status, boolean strict) {
        if (status.pending().isEmpty() || (strict && !status.problems().isEmpty())) {
            return ExitCode.INVALID;
        }
        return strict && status.pending().getAsLong() > 0 ? ExitCode.PENDING : ExitCode.OK;
    }
}
