package dev.manticore.migrations.settings.failure;

/** The exit code of a run; part of the command line's interface. */
public enum ExitCode {
    /** Success, or nothing to do. */
    OK(0),
    /** A migration failed, or any failure without a code of its own. */
    FAILED(1),
    /** The command line or a setting is invalid. */
    USAGE(2),
    /** The sources, or the sources together with the history, are invalid. */
    INVALID(3),
    /** Another run held the lease for too long. */
    LEASE_NOT_OBTAINED(4),
    /** The database is unreachable. */
    UNREACHABLE(5),
    /** Migrations are pending, where the command line asked for an exit code that says so. */
    PENDING(10),
    /** A check found something: the database differs from a file, or migrations have findings. */
    DIFFERENT(11);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
