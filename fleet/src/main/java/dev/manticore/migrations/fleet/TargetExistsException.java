package dev.manticore.migrations.fleet;

/** A target was to be created, but its history has applied migrations already. */
public final class TargetExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TargetExistsException(FleetTarget target, String where) {
        super("The target " + target.name() + " exists already: " + where
                + " has a history with applied migrations. Use migrate for a target that exists, or give the new one another"
                + " schema.");
    }
}
