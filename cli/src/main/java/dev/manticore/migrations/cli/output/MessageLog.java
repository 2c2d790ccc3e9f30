package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.MessageReceived;
import dev.manticore.migrations.cli.output.Output.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Collects what the server said during a run; of a flood, its end. */
final class MessageLog {
    private static final int MOST = 1_000;

    private final Deque<MessageReceived> received = new ArrayDeque<>();

    /** Progress that is also collected here. */
    Progress before(Progress shown) {
        return new Progress() {
            @Override
            public void on(MigrationEvent event) {
                if (event instanceof MessageReceived message) {
                    add(message);
                }
                shown.on(event);
            }

            @Override
            public void close() {
                shown.close();
            }
        };
    }

    private void add(MessageReceived message) {
        received.addLast(message);
        if (received.size() > MOST) {
            received.removeFirst();
        }
    }

    List<MessageReceived> received() {
        return List.copyOf(received);
    }
}
