package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/** Another runner held the lease for longer than the configured wait. */
public final class LeaseNotObtainedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public LeaseNotObtainedException(String message, Remedy remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.leaseNotObtained(this);
    }
}
