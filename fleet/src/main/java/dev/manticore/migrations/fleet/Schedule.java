package dev.manticore.migrations.fleet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order of some tasks: one server after the other, and no more at a time on each than it may have. Thread-safe.
 *
 * @param <T> the tasks
 */
final class Schedule<T> {
    private final Function<T, String> server;
    private final int perServer;
    /** The servers that have tasks left; the next one first. */
    private final Deque<String> servers;

    private final Map<String, Deque<T>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private boolean stopped;

    /**
     * Plans tasks.
     *
     * @param server the server of a task
     * @param perServer how many a server may have at a time
     */
    Schedule(Collection<T> tasks, Function<T, String> server, int perServer) {
        this.server = server;
        this.perServer = perServer;
        tasks.forEach(task -> waiting.computeIfAbsent(server.apply(task), first -> new ArrayDeque<>())
                .add(task));
        this.servers = new ArrayDeque<>(waiting.keySet());
    }

    /** Returns the next task, as soon as its server may have one more; empty if no further one is to be begun. */
    synchronized Optional<T> next() throws InterruptedException {
        while (!stopped && !servers.isEmpty()) {
            Optional<T> task = take();
            if (task.isPresent()) {
                return task;
            }
            wait();
        }
        return Optional.empty();
    }

    private Optional<T> take() {
        List<String> busy = new ArrayList<>();
        try {
            while (!servers.isEmpty()) {
                String name = servers.remove();
                if (running.getOrDefault(name, 0) < perServer) {
                    return Optional.of(take(name));
                }
                busy.add(name);
            }
            return Optional.empty();
        } finally {
            // They stay in front: it is their turn.
            for (int index = busy.size() - 1; index >= 0; index--) {
                servers.addFirst(busy.get(index));
            }
        }
    }

    private T take(String name) {
        Deque<T> tasks = Objects.requireNonNull(waiting.get(name));
        T task = tasks.remove();
        running.merge(name, 1, Integer::sum);
        if (!tasks.isEmpty()) {
            servers.add(name);
        }
        return task;
    }

    /** A task has ended. */
    synchronized void ended(T task) {
        running.merge(server.apply(task), -1, Integer::sum);
        notifyAll();
    }

    /** Begins no further task. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
