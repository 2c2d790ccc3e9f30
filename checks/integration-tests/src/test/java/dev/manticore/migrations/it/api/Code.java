package dev.manticore.migrations.it.api;

import dev.manticore.migrations.MigrationId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A migration in Java code, whose work both adapters can do.
 *
 * @param checksum null for none
 * @param down null if it cannot be reverted
 */
public record Code(
        MigrationId id,
        @Nullable String checksum,
        Work up,
        @Nullable Work down) {

    /**
     * Statements that are executed one after the other, and something to wait for.
     *
     * @param then what the work waits for after its statements; its failure is the work's
     * @param calls how often the work has begun
     */
    public record Work(List<String> statements, Supplier<? extends CompletionStage<Void>> then, AtomicInteger calls) {

        /** Statements alone. */
        public static Work of(String... statements) {
            return new Work(
                    List.of(statements), () -> CompletableFuture.<Void>completedStage(null), new AtomicInteger());
        }

        /** The same work, which waits for this after its statements. */
        public Work then(Supplier<? extends CompletionStage<Void>> what) {
            return new Work(statements, what, calls);
        }
    }

    /** A migration without checksum that cannot be reverted. */
    public static Code of(MigrationId id, Work up) {
        return new Code(id, null, up, null);
    }

    /** The same migration, with an undo. */
    public Code undo(Work work) {
        return new Code(id, checksum, up, work);
    }

    /** The same migration, with a checksum. */
    public Code checksum(String text) {
        return new Code(id, text, up, down);
    }
}
