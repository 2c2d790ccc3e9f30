package dev.manticore.migrations.spring;

/** Ends the start after a dry run. It is no failure. */
final class DryRunEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DryRunEndedException() {
        super("The dry run has ended, and with it the application: " + MigrationsProperties.PREFIX
                + ".dry-run-at-start is true.");
    }
}
