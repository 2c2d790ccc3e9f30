package dev.manticore.migrations;

import org.jspecify.annotations.Nullable;

/**
 * Another runner took over the lease. If an atomic script was under way, it was rolled back. A stepwise script sent no
 * further statement; those before it stay executed.
 */
public final class LeaseLostException extends MigrationException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(String message, Remedy remedy, MigrationReport report, @Nullable Throwable cause) {
        super(message, remedy, report, cause);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.leaseLost(this);
    }
}
