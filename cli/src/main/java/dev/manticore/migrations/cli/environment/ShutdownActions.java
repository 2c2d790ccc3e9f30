package dev.manticore.migrations.cli.environment;

import java.util.concurrent.ConcurrentLinkedDeque;

/** Actions to run when the process is terminated and the run does not end by itself. Thread-safe. */
public final class ShutdownActions {
    private final ConcurrentLinkedDeque<Runnable> actions = new ConcurrentLinkedDeque<>();

    public void add(Runnable action) {
        actions.push(action);
    }

    public void remove(Runnable action) {
        actions.remove(action);
    }

    /** Runs the actions in reverse order of addition, each once. */
    public void run() {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            action.run();
        }
    }
}
