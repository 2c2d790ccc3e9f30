package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Version;
import java.util.List;
import java.util.Optional;

/**
 * The versions that a target affects.
 *
 * @param reverts the versions to revert, in this order
 * @param applyUpTo the highest version to apply; empty to apply nothing
 * @param isRepeating whether repeatable migrations are applied: not on the way down, where what they need may be gone
 */
record Scope(List<Version> reverts, Optional<Version> applyUpTo, boolean isRepeating) {

    /** Applies versions, and repeatable migrations after them. */
    static Scope applying(Version upTo) {
        return new Scope(List.of(), Optional.of(upTo), true);
    }

    /** Reverts versions. */
    static Scope reverting(List<Version> reverts) {
        return new Scope(reverts, Optional.empty(), false);
    }
}
