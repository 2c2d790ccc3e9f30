package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.CallbackFile;

/**
 * A callback with its script.
 *
 * @param description as in its file name; empty if that has none
 */
public record Callback(CallbackEvent event, String description, Script script) {

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
