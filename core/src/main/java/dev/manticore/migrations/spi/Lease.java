package dev.manticore.migrations.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * The right to migrate, for a while.
 *
 * @param token differs from every token given before; what fences a runner whose lease was taken over
 * @param owner names this run, and no other, to a person
 * @param duration how long it lasts from each renewal on
 */
public record Lease(long token, String owner, Duration duration) {

    public Lease {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(duration, "duration");
    }
}
