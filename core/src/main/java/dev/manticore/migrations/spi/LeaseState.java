package dev.manticore.migrations.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The lease as one runner sees it. */
public sealed interface LeaseState {

    /** What is part done, or null. */
    @Nullable
    Progress progress();

    /**
     * It is this runner's now.
     *
     * @param progress what an earlier runner left part done, or null
     */
    record Granted(Lease lease, @Nullable Progress progress) implements LeaseState {}

    /**
     * Another runner has it.
     *
     * @param remaining until it expires, on the database's clock
     * @param progress what is part done, or null
     */
    record Held(String owner, Duration remaining, @Nullable Progress progress) implements LeaseState {}

    /**
     * Nobody has it.
     *
     * @param lastOwner who had it last, or took it away from that one; null when nobody ever had it
     * @param progress what an earlier runner left part done, or null
     */
    record Free(@Nullable String lastOwner, @Nullable Progress progress) implements LeaseState {}
}
