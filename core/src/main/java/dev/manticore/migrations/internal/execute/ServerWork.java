package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.TxFailure;
import java.util.Optional;

/** What the server may still be executing for a connection that is gone. */
interface ServerWork {

    /**
     * Something that has not ended.
     *
     * @param what a clause, as "3 schema changes are still running"
     * @param remedy for when it does not end in time
     * @param ending whether it was told to end, and will do so soon
     */
    record Remaining(String what, Remedy remedy, boolean ending) {}

    /** Looks once, and does what can be done to end it. Empty when nothing is left. */
    Optional<Remaining> look() throws TxFailure;
}
