package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.CallbackFile;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.CallbackFinished;
import dev.manticore.migrations.MigrationEvent.CallbackMessageReceived;
import dev.manticore.migrations.MigrationEvent.MessageReceived;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.settings.session.Feedback.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the callbacks that were executed during a run, and what the server said; of a flood, its end. */
final class RunLog {
    private static final int MOST = 1_000;

    /**
     * What the server said.
     *
     * @param id about which migration; null if about a callback
     * @param callback null if about a migration
     */
    record Message(@Nullable MigrationId id, @Nullable CallbackFile callback, ServerMessage message) {}

    private final Deque<Message> messages = new ArrayDeque<>();
    private final List<CallbackFinished> callbacks = new ArrayList<>();

    /** Progress that is also collected here. */
    Progress before(Progress shown) {
        return new Progress() {
            @Override
            public void on(MigrationEvent event) {
                collect(event);
                shown.on(event);
            }

            @Override
            public void close() {
                shown.close();
            }
        };
    }

    private void collect(MigrationEvent event) {
        if (event instanceof MessageReceived received) {
            add(new Message(received.step().id(), null, received.message()));
        } else if (event instanceof CallbackMessageReceived received) {
            add(new Message(null, received.file(), received.message()));
        } else if (event instanceof CallbackFinished finished) {
            callbacks.add(finished);
        }
    }

    private void add(Message message) {
        messages.addLast(message);
        if (messages.size() > MOST) {
            messages.removeFirst();
        }
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Those with transactions of their own, in the order in which they were committed. */
    List<CallbackFinished> callbacks() {
        return List.copyOf(callbacks);
    }
}
