package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.CallbackFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A callback with its script.
 *
 * @param description as in its file name; empty if that has none
 * @param first what is executed before it, in the same transaction
 */
public record Callback(CallbackEvent event, String description, Script script, List<Callback> first) {
    private static final Set<CallbackEvent> ON_CONNECTION = Set.of(
            CallbackEvent.CREATE_SCHEMA,
            CallbackEvent.BEFORE_CREATE_SCHEMA,
            CallbackEvent.AFTER_MIGRATE_OPERATION_FINISH,
            CallbackEvent.AFTER_UNDO_OPERATION_FINISH);

    public Callback {
        first = List.copyOf(first);
    }

    Callback(CallbackEvent event, String description, Script script) {
        this(event, description, script, List.of());
    }

    /** Flyway executes some on a connection that it has called {@code afterConnect} on, and others on one of their own. */
    Callback on(List<Callback> afterConnect) {
        return ON_CONNECTION.contains(event) ? new Callback(event, description, script, afterConnect) : this;
    }

    /** Returns what is executed in its transaction, in order. */
    public List<Script> scripts() {
        return Stream.concat(first.stream().map(Callback::script), Stream.of(script))
                .toList();
    }

    /** Returns its file, as events and plans show it. */
    public CallbackFile file() {
        return new CallbackFile(event, script.origin());
    }

    /** Names it in messages. */
    public String name() {
        return "the callback " + script.file().name();
    }

    /** Whether there is anything to execute. */
    boolean isExecuted() {
        return script.file().settings().shouldExecute() && !script.statements().isEmpty();
    }
}
