package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Version;
import java.util.List;
import java.util.Optional;

/**
 * The versions that a target affects.
 *
 * @param reverts the versions to revert, in this order
 * @param applyUpTo the highest version to apply; empty to apply nothing
 */
record Scope(List<Version> reverts, Optional<Version> applyUpTo) {

    /** Whether repeatable migrations are applied: not on the way down, where what they need may be gone. */
    boolean isRepeating() {
        return reverts.isEmpty() && applyUpTo.isPresent();
    }
}
