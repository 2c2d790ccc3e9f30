package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.internal.load.TransactionBlock;
import org.jspecify.annotations.Nullable;

/**
 * What commits together in a stepwise script.
 *
 * @param from the index of its first statement
 * @param to the index behind its last
 * @param block the transaction that the script asks for; null if it is one statement outside of any
 */
public record Unit(int from, int to, @Nullable TransactionBlock block) {

    /** Returns whether the script asks for a transaction, so that nothing of it remains if it fails. */
    public boolean isBlock() {
        return block != null;
    }

    /** Names its statements in messages, counted from 1. */
    public String name() {
        return to - from == 1 ? "statement " + to : "statements " + (from + 1) + " to " + to;
    }
}
