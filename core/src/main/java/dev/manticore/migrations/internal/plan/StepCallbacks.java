package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.load.Callbacks;
import java.util.List;
import java.util.stream.Stream;

/**
 * The callbacks that are part of a step.
 *
 * @param before those before its script, in order
 * @param after those after it, in order
 */
public record StepCallbacks(List<Callback> before, List<Callback> after) {
    /** No callbacks. */
    public static final StepCallbacks NONE = new StepCallbacks(List.of(), List.of());

    public StepCallbacks {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    static StepCallbacks of(Callbacks callbacks, Direction direction) {
        boolean apply = direction == Direction.APPLY;
        return new StepCallbacks(
                Stream.of(
                                CallbackEvent.AFTER_CONNECT,
                                apply ? CallbackEvent.BEFORE_EACH_MIGRATE : CallbackEvent.BEFORE_EACH_UNDO)
                        .flatMap(event -> callbacks.of(event).stream())
                        .toList(),
                callbacks.of(apply ? CallbackEvent.AFTER_EACH_MIGRATE : CallbackEvent.AFTER_EACH_UNDO));
    }

    /** Returns all of them, in order. */
    public Stream<Callback> all() {
        return Stream.concat(before.stream(), after.stream());
    }
}
