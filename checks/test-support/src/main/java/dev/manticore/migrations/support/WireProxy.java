package dev.manticore.migrations.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback interface that understands PostgreSQL's protocol: it counts round trips, records the
 * SQL, and injects faults. Serves any number of connections. Declines encryption, to be able to read. Thread-safe.
 *
 * <p>A round trip is the client's turn after the server's: a message of the client's that follows the server's
 * ReadyForQuery, or its request for data or for a password. So a simple query is one, whatever it holds, a pipeline
 * up to its Sync is one, and a COPY FROM STDIN is two. Ending the connection is none.
 */
public final class WireProxy implements AutoCloseable {
    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final Set<WireConnection> open = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Frame>> watchers = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<UnaryOperator<Frame>> rewritings = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger connectingRoundTrips = new AtomicInteger();
    private final AtomicInteger roundTrips = new AtomicInteger();

    private WireProxy(String host, int port, ServerSocket listener) {
        this.host = host;
        this.port = port;
        this.listener = listener;
    }

    /** A proxy before the server of a test's database. */
    public static WireProxy before(TestDatabase database) {
        return before(database.host(), database.port());
    }

    /** A proxy before any server. */
    public static WireProxy before(String host, int port) {
        return listening(0, host, port);
    }

    /** A proxy that listens on a certain port, before the server of a test's database. */
    public static WireProxy at(int listening, TestDatabase database) {
        return listening(listening, database.host(), database.port());
    }

    private static WireProxy listening(int listening, String host, int port) {
        try {
            WireProxy proxy =
                    new WireProxy(host, port, new ServerSocket(listening, 50, InetAddress.getLoopbackAddress()));
            start("wire-proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException("The proxy did not start", failure);
        }
    }

    /** The port it listens on, on {@code 127.0.0.1}. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The same database, reached through this proxy. */
    public TestDatabase through(TestDatabase database) {
        return database.at("127.0.0.1", port());
    }

    /** How many connections were accepted, those included that only cancel a query. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open at this moment, or wait for the server's side of them. */
    public int openConnections() {
        return open.size();
    }

    /** Round trips of all connections, each up to its first ReadyForQuery. */
    public int connectingRoundTrips() {
        return connectingRoundTrips.get();
    }

    /** Round trips of all connections, each after its first ReadyForQuery. */
    public int roundTrips() {
        return roundTrips.get();
    }

    /** The SQL of each Query and each Parse, in the order of arrival. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    /** Forgets what was counted and kept; faults stay. */
    public void reset() {
        connections.set(0);
        connectingRoundTrips.set(0);
        roundTrips.set(0);
        queries.clear();
    }

    /** Shows each message, of either side, to {@code watcher}, before any fault strikes at it; on several threads. */
    public void watch(Consumer<Frame> watcher) {
        watchers.add(watcher);
    }

    /** Ends the connection on both sides at the first message that matches, which does not arrive. */
    public Fault cutBefore(Predicate<Frame> at) {
        return add(new Fault(Fault.Kind.CUT_BEFORE, at, null));
    }

    /** Ends the connection on both sides after the first message that matches, which still arrives. */
    public Fault cutAfter(Predicate<Frame> at) {
        return add(new Fault(Fault.Kind.CUT_AFTER, at, null));
    }

    /** Puts an error of the server's in the place of its first message that matches. */
    public Fault refuse(Predicate<Frame> at, String sqlState) {
        return replace(at, Frame.error(sqlState, "refused by the test's proxy"));
    }

    /** Puts another message of the server's in the place of its first one that matches. */
    public Fault replace(Predicate<Frame> at, Frame replacement) {
        return add(new Fault(Fault.Kind.REPLACE, fromServer(at), struck -> replacement));
    }

    /**
     * Puts an error in the place of the server's first message that matches; of the rest of its answer, only the end
     * arrives.
     */
    public Fault breakOff(Predicate<Frame> at, String sqlState) {
        return breakOff(Fault.Kind.BREAK_OFF, at, sqlState);
    }

    /** The same, and then ends the connection on both sides. */
    public Fault breakOffAndCut(Predicate<Frame> at, String sqlState) {
        return breakOff(Fault.Kind.BREAK_OFF_AND_CUT, at, sqlState);
    }

    private Fault breakOff(Fault.Kind kind, Predicate<Frame> at, String sqlState) {
        return add(new Fault(kind, fromServer(at), struck -> Frame.error(sqlState, "broken off by the test's proxy")));
    }

    /** Sends the server something else than the client's first message that matches. */
    public Fault rewrite(Predicate<Frame> at, UnaryOperator<Frame> change) {
        return add(new Fault(
                Fault.Kind.REWRITE, frame -> frame.sender() == Frame.Sender.CLIENT && at.test(frame), change));
    }

    private static Predicate<Frame> fromServer(Predicate<Frame> at) {
        return frame -> frame.sender() == Frame.Sender.SERVER && at.test(frame);
    }

    /**
     * As a network that falls silent: from the first message that matches, that one included, nothing goes on in its
     * direction of its connection until {@link Fault#release()}, if ever. That a side ends the connection, the other
     * side hears.
     */
    public Fault hold(Predicate<Frame> at) {
        return add(new Fault(Fault.Kind.HOLD, at, null));
    }

    /** Puts another message, of either side, in the place of each that a rewriting changes. */
    public void rewriteEach(UnaryOperator<Frame> rewriting) {
        rewritings.add(rewriting);
    }

    /** From here on, announces each server process with a negative number, as PgBouncer may. */
    public void announceNegativeProcesses() {
        rewriteEach(Frame::withNegatedProcess);
    }

    Frame rewritten(Frame frame) {
        Frame result = frame;
        for (UnaryOperator<Frame> rewriting : rewritings) {
            result = rewriting.apply(result);
        }
        return result;
    }

    private Fault add(Fault fault) {
        faults.add(fault);
        return fault;
    }

    /** What befalls a message, after whoever watches has seen it; null where it arrives as it is. */
    @Nullable
    Fault fault(Frame frame) {
        watchers.forEach(watcher -> watcher.accept(frame));
        for (Fault fault : faults) {
            if (fault.strikes(frame)) {
                return fault;
            }
        }
        return null;
    }

    void countRoundTrip(boolean connecting) {
        (connecting ? connectingRoundTrips : roundTrips).incrementAndGet();
    }

    void keep(String sql) {
        queries.add(sql);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                connections.incrementAndGet();
                int number = numbers.incrementAndGet();
                start("wire-proxy-connection", () -> serve(number, client));
            } catch (IOException closed) {
                // Closing the listener is how this ends; anything else, the client notices.
            }
        }
    }

    private void serve(int number, Socket client) {
        try (client;
                Socket server = new Socket(host, port)) {
            WireConnection connection = new WireConnection(this, number, client, server);
            open.add(connection);
            try {
                if (!listener.isClosed()) {
                    connection.run();
                }
            } finally {
                open.remove(connection);
            }
        } catch (IOException gone) {
            // Either side has gone, or was cut off; the other side notices when its socket is closed.
        }
    }

    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Ends the connections that are open now, on both sides; others can still be made. */
    public void cutConnections() {
        open.forEach(WireConnection::cut);
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        cutConnections();
    }
}
