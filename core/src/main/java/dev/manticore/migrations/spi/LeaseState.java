package dev.manticore.migrations.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The lease as one runner sees it. */
public sealed interface LeaseState {

    /** What an earlier or the current runner left partially applied, or null. */
    @Nullable
    Progress progress();

    /**
     * This runner has the lease now.
     *
     * @param progress what an earlier runner left partially applied, or null
     */
    record Granted(Lease lease, @Nullable Progress progress) implements LeaseState {}

    /**
     * Another runner has the lease.
     *
     * @param owner which one
     * @param remaining the time until it expires, by the database's clock
     * @param progress what is partially applied, or null
     */
    record Held(String owner, Duration remaining, @Nullable Progress progress) implements LeaseState {}

    /**
     * Nobody has the lease.
     *
     * @param lastOwner who had it last, or revoked it; null if nobody ever had it
     * @param progress what an earlier runner left partially applied, or null
     */
    record Free(@Nullable String lastOwner, @Nullable Progress progress) implements LeaseState {}
}
