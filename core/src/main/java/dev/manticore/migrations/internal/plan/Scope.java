package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Version;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The versions that a target affects.
 *
 * @param reverts the versions to revert, in this order
 * @param again the versions to apply again after they were reverted, in this order
 * @param applyUpTo the highest version to apply; empty to apply nothing else
 * @param isRepeating whether repeatable migrations are applied: not on the way down, where what they need may be gone
 */
record Scope(List<Version> reverts, List<Version> again, Optional<Version> applyUpTo, boolean isRepeating) {

    /** Applies versions, and repeatable migrations after them. */
    static Scope applying(Version upTo) {
        return new Scope(List.of(), List.of(), Optional.of(upTo), true);
    }

    /** Reverts versions. */
    static Scope reverting(List<Version> reverts) {
        return new Scope(reverts, List.of(), Optional.empty(), false);
    }

    /** Reverts versions, and applies them again, with repeatable migrations after them. */
    static Scope redoing(List<Version> reverts, Collection<Version> again) {
        return new Scope(reverts, List.copyOf(new TreeSet<>(again)), Optional.empty(), !again.isEmpty());
    }
}
