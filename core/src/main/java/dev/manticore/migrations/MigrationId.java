package dev.manticore.migrations;

/**
 * Identifies a migration in the files, in the history and in reports. Identities are ordered: versions first, number by
 * number, then the names of repeatable migrations.
 */
public sealed interface MigrationId extends Comparable<MigrationId> permits Version, RepeatableName {

    /**
     * Calls the method for the type of this identity.
     *
     * @return the result of that method
     */
    <R> R match(Cases<R> cases);

    /**
     * One method for each type of identity. Code that implements it does not compile if a type is added and not
     * handled.
     *
     * @param <R> the type of the results
     */
    interface Cases<R> {
        R version(Version version);

        R repeatable(RepeatableName name);
    }

    /** The identity as messages show it, e.g. {@code V3} or {@code R views}. */
    String label();

    /**
     * The identity with the description of its migration, as messages show both: {@code V3 create orders}. A name is the
     * description already.
     */
    String label(String description);
}
