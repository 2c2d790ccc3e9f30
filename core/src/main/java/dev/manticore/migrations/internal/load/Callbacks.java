package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All callbacks of all sources.
 *
 * @param all in the order of their events, and those of one event in the order of their descriptions
 * @param notes about files that are not executed
 */
public record Callbacks(List<Callback> all, List<String> notes) {
    /** No callbacks. */
    public static final Callbacks NONE = new Callbacks(List.of(), List.of());

    public Callbacks {
        all = all.stream()
                .sorted(Comparator.comparing(Callback::event).thenComparing(Callback::description))
                .toList();
        notes = List.copyOf(notes);
    }

    /** Returns the callbacks that are executed at an event, in order. Those without statements are left out. */
    public List<Callback> of(CallbackEvent event) {
        List<Callback> due = executed(event);
        return due.isEmpty() || event == CallbackEvent.AFTER_CONNECT
                ? due
                : due.stream()
                        .map(callback -> callback.on(executed(CallbackEvent.AFTER_CONNECT)))
                        .toList();
    }

    private List<Callback> executed(CallbackEvent event) {
        return all.stream()
                .filter(callback -> callback.event() == event && callback.isExecuted())
                .toList();
    }

    /** Returns all scripts. */
    public Stream<Script> scripts() {
        return all.stream().map(Callback::script);
    }

    /** Returns why they cannot be run. */
    public List<Problem> problems() {
        return scripts().flatMap(script -> script.problems().stream()).toList();
    }

    /** Returns the same callbacks with other scripts. */
    Callbacks map(UnaryOperator<Script> change) {
        return new Callbacks(
                all.stream()
                        .map(callback -> new Callback(
                                callback.event(),
                                callback.description(),
                                CallbackRules.check(callback.event(), change.apply(callback.script()))))
                        .toList(),
                notes);
    }
}
