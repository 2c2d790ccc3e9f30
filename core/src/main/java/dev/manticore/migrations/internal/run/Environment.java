package dev.manticore.migrations.internal.run;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Clock, random numbers and names, which a test replaces by repeatable ones.
 *
 * @param nanoTime a clock that only measures, as {@link System#nanoTime()}
 * @param random from 0 (inclusive) to 1 (exclusive)
 * @param owner a new name for each run; may block
 */
public record Environment(LongSupplier nanoTime, DoubleSupplier random, Supplier<String> owner) {

    public static Environment real() {
        return new Environment(
                System::nanoTime, () -> ThreadLocalRandom.current().nextDouble(), Owner::unique);
    }

    public Duration since(long start) {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** Doubles with each attempt, from 1 on, up to a limit, and varies by half, so that runners spread out. */
    public Duration backOff(Duration first, Duration limit, int attempt) {
        long doubled = first.toMillis() << Math.min(attempt - 1, 20);
        double varied = (double) Math.min(doubled, limit.toMillis()) * (0.5 + random.getAsDouble() / 2);
        return Duration.ofMillis(Math.round(varied));
    }
}
