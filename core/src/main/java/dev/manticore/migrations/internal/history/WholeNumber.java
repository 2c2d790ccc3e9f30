package dev.manticore.migrations.internal.history;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import java.util.Optional;

/** The versions that the default history table can hold: its column {@code version} is a BIGINT. */
final class WholeNumber {
    private WholeNumber() {}

    /** Why a table cannot hold an identity, or empty if it can. */
    static Optional<String> refusal(MigrationId id, String table) {
        return id.match(new MigrationId.Cases<>() {
            @Override
            public Optional<String> version(Version version) {
                return version.isWholeNumber()
                        ? Optional.empty()
                        : Optional.of(version.label() + " cannot be recorded in " + table
                                + ", whose versions are whole numbers.");
            }

            @Override
            public Optional<String> repeatable(RepeatableName name) {
                return Optional.empty();
            }
        });
    }

    /**
     * Returns the number that stands for a version.
     *
     * @throws IllegalArgumentException where {@link #refusal} says why there is none
     */
    static long of(MigrationId id, String table) {
        refusal(id, table).ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
        return ((Version) id).first();
    }
}
