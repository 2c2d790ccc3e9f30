package dev.manticore.migrations.micrometer;

import io.micrometer.observation.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one thread that have not ended, the innermost first. Each is current while it is open, so that what a
 * driver observes is inside of it. For one thread.
 */
final class OpenObservations {
    private final Deque<Open> open = new ArrayDeque<>();

    private record Open(String name, Observation observation, Observation.Scope scope) {}

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Whether the innermost one has this name. */
    boolean isCurrent(String name) {
        return !open.isEmpty() && open.peek().name().equals(name);
    }

    /** The current observation, of the caller if there is one, becomes the parent. */
    void start(Observation observation) {
        observation.start();
        String name = Objects.requireNonNull(observation.getContext().getName(), "name");
        open.push(new Open(name, observation, observation.openScope()));
    }

    /** Adds a value of which there are many to the innermost one. */
    void add(String key, int value) {
        if (!open.isEmpty()) {
            open.peek().observation().highCardinalityKeyValue(key, String.valueOf(value));
        }
    }

    void event(Observation.Event event) {
        if (!open.isEmpty()) {
            open.peek().observation().event(event);
        }
    }

    /**
     * Stops the innermost observation of a name, and those inside of it. Does nothing if none of the name is open.
     *
     * @param failure why it ends, or null
     */
    void stop(String name, @Nullable Throwable failure) {
        if (open.stream().noneMatch(it -> it.name().equals(name))) {
            return;
        }
        Open ended;
        do {
            ended = open.pop();
            if (failure != null) {
                ended.observation().error(failure);
            }
            ended.scope().close();
            ended.observation().stop();
        } while (!ended.name().equals(name));
    }
}
