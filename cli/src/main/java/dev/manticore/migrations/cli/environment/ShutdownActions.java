package dev.manticore.migrations.cli.environment;

import java.util.concurrent.ConcurrentLinkedDeque;

/** What is still to be done when the process is told to end and the run does not end by itself. Thread-safe. */
public final class ShutdownActions {
    private final ConcurrentLinkedDeque<Runnable> actions = new ConcurrentLinkedDeque<>();

    public void add(Runnable action) {
        actions.push(action);
    }

    public void remove(Runnable action) {
        actions.remove(action);
    }

    /** Runs the actions, the last added first. */
    public void run() {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            action.run();
        }
    }
}
