package dev.manticore.migrations.internal.sql.header;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a statement asks to be repeated: {@code -- manticore: repeat=until-empty} in comment lines before it.
 *
 * @param pause between two repetitions
 * @param max the most repetitions; empty for no limit
 * @param until a query for what remains; asked when a repetition has changed no row
 * @param maxLag from this replication lag on, pauses grow; zero for never
 * @param maxLockWait from this wait of any session for a lock on, pauses grow; zero for never
 * @param maxIdle how long repetitions may change nothing although rows remain; zero for no limit
 */
public record Repetition(
        Duration pause,
        OptionalLong max,
        Optional<Until> until,
        Duration maxLag,
        Duration maxLockWait,
        Duration maxIdle) {

    /**
     * A query for what remains.
     *
     * @param query its text
     * @param offset of the entry in the script
     */
    public record Until(String query, int offset) {}

    static final Duration MAX_LAG = Duration.ofSeconds(10);
    static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(1);
    static final Duration MAX_IDLE = Duration.ofMinutes(15);

    /** What changes the result, in one form: not how fast it comes. */
    public String content() {
        return "repeat=until-empty max=" + (max.isPresent() ? max.getAsLong() : "") + " until="
                + until.map(Until::query).orElse("");
    }
}
