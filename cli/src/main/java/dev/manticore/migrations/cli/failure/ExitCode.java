package dev.manticore.migrations.cli.failure;

/** What a run ends with; part of the command line's interface. */
public enum ExitCode {
    /** Done, or there was nothing to do. */
    OK(0),
    /** A migration failed, or something that none of the others names. */
    FAILED(1),
    /** The command line or a setting is wrong. */
    USAGE(2),
    /** The sources, or the sources and the history together, allow no plan. */
    INVALID(3),
    /** Another runner kept the lease for too long. */
    LEASE_NOT_OBTAINED(4),
    /** No connection to the database. */
    UNREACHABLE(5);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
