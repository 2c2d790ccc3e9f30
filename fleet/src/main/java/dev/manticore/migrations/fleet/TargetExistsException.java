package dev.manticore.migrations.fleet;

/** A target was to be created, but its history has applied migrations already. */
public final class TargetExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TargetExistsException(FleetTarget target) {
        super("The target " + target.name()
                + " exists already: its history has applied migrations. Migrate it, or give the new"
                + " one another name.");
    }
}
