package dev.manticore.migrations.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * The right to migrate, for a limited time.
 *
 * @param token differs from every token given before; statements that carry an old one fail
 * @param owner names this run and no other, in a form that a person can read
 * @param duration how long it lasts from each renewal on
 */
public record Lease(long token, String owner, Duration duration) {

    public Lease {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(duration, "duration");
    }
}
