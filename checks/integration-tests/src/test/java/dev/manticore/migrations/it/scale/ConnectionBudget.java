package dev.manticore.migrations.it.scale;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** So many connections at once and no more; whoever wants one waits for a turn, without blocking. Thread-safe. */
final class ConnectionBudget {
    private final int size;
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int taken;
    private int mostTaken;
    private int turns;

    ConnectionBudget(int size) {
        this.size = size;
    }

    synchronized CompletionStage<Void> take() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        turns++;
        if (taken == size) {
            waiting.add(turn);
        } else {
            taken++;
            mostTaken = Math.max(mostTaken, taken);
            turn.complete(null);
        }
        return turn;
    }

    void giveBack() {
        CompletableFuture<Void> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
            }
        }
        if (next != null) {
            next.complete(null);
        }
    }

    /** How many have it now. */
    synchronized int taken() {
        return taken;
    }

    synchronized int mostTaken() {
        return mostTaken;
    }

    /** How many were asked for. */
    synchronized int turns() {
        return turns;
    }
}
