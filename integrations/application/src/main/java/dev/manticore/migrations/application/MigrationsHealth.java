package dev.manticore.migrations.application;

import dev.manticore.migrations.MigrationStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The health of the migrations.
 *
 * @param state of the database that is worst off
 * @param details the numbers of each database, by name; {@code leaseError} says what could not be read
 */
public record MigrationsHealth(State state, Map<String, Object> details) {
    /** From the best to the worst. */
    public enum State {
        /** Nothing needs a person. Pending migrations are no illness: a later version of the application may have brought them. */
        UP,
        /** The user may not read the lease: whether a migration is partially applied is not known. */
        UNKNOWN,
        /** A migration is partially applied or in doubt, and nobody is at work on it. */
        DOWN
    }

    /**
     * Asks all databases. Throws a {@code MigrationException} if one cannot be asked.
     *
     * @param databases ask for the status, by name
     */
    public static MigrationsHealth of(Map<String, Supplier<MigrationStatus>> databases) {
        State worst = State.UP;
        Map<String, Object> details = new LinkedHashMap<>();
        for (Map.Entry<String, Supplier<MigrationStatus>> database : databases.entrySet()) {
            MigrationStatus status = database.getValue().get();
            State state = state(status);
            worst = state.compareTo(worst) > 0 ? state : worst;
            details.put(database.getKey(), details(status));
        }
        return new MigrationsHealth(worst, details);
    }

    private static State state(MigrationStatus status) {
        if (StatusDocument.needsAPerson(status)) {
            return State.DOWN;
        }
        return status.leaseError() == null ? State.UP : State.UNKNOWN;
    }

    private static Map<String, @Nullable Object> details(MigrationStatus status) {
        Map<String, @Nullable Object> details = StatusDocument.summary(status);
        if (status.leaseError() != null) {
            details.put("leaseError", StatusDocument.leaseError(status));
        }
        return details;
    }
}
