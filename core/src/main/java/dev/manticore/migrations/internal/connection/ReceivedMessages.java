package dev.manticore.migrations.internal.connection;

import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.ServerMessage.Severity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the server said during one command. A flood is cut down to its end, which says most about a failure. Thread-safe: a
 * driver may deliver on a thread of its own.
 */
final class ReceivedMessages {
    private static final int MOST = 1_000;
    private static final long MOST_CHARACTERS = 1_000_000;

    /** @param transaction how many transactions of the command were committed before */
    private record Received(int transaction, ServerMessage message) {}

    // All guarded by this.
    private final Deque<Received> messages = new ArrayDeque<>();
    private boolean listening;
    private long commands;
    private int committed;
    private long characters;
    private long leftOut;
    private final List<String> jobs = new ArrayList<>();

    /**
     * A command begins.
     *
     * @param listen false for what nobody wants to hear of
     */
    synchronized void begin(boolean listen) {
        clear();
        jobs.clear();
        commands++;
        committed = 0;
        listening = listen;
    }

    /** What is to be called each time that a transaction of the current command was committed; later on it does nothing. */
    synchronized Runnable committing() {
        long command = commands;
        return () -> {
            synchronized (this) {
                if (command == commands) {
                    committed++;
                }
            }
        };
    }

    /** How many transactions of the last command were committed, as far as is known. */
    synchronized int committed() {
        return committed;
    }

    synchronized void add(ServerMessage message) {
        if (!listening) {
            return;
        }
        jobs.addAll(SchemaJobNotice.jobs(message.text()));
        messages.addLast(new Received(committed, message));
        characters += length(message);
        while (messages.size() > MOST || (characters > MOST_CHARACTERS && messages.size() > 1)) {
            characters -= length(messages.removeFirst().message());
            leftOut++;
        }
    }

    /** What was said, in order; the second call returns nothing. */
    synchronized List<ServerMessage> take() {
        return take(Integer.MAX_VALUE);
    }

    /** What was said about a transaction and those before it, in order; the second call returns nothing. */
    synchronized List<ServerMessage> take(int transaction) {
        List<ServerMessage> taken = new ArrayList<>();
        if (leftOut > 0) {
            String text = leftOut + " earlier messages of the server were left out.";
            taken.add(new ServerMessage(Severity.NOTICE, null, text, null, null));
            leftOut = 0;
        }
        while (!messages.isEmpty() && messages.getFirst().transaction() <= transaction) {
            ServerMessage message = messages.removeFirst().message();
            characters -= length(message);
            taken.add(message);
        }
        return taken;
    }

    /** The jobs that the server has announced for the command, or for the last one. */
    synchronized List<String> jobs() {
        return List.copyOf(jobs);
    }

    private void clear() {
        messages.clear();
        characters = 0;
        leftOut = 0;
    }

    private static long length(ServerMessage message) {
        return message.toString().length();
    }
}
