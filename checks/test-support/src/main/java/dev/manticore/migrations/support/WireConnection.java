package dev.manticore.migrations.support;

import dev.manticore.migrations.support.Frame.Sender;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** One connection through a {@link WireProxy}: a thread for each direction. */
final class WireConnection {
    // "Message Formats", SSLRequest and GSSENCRequest.
    private static final int SSL_REQUEST = 80877103;
    private static final int GSSENC_REQUEST = 80877104;
    // From the server: ready for a query, for COPY data in, for COPY data both ways, and authentication.
    private static final String YOUR_TURN = "ZGWR";
    private static final int SMALL = 8192;
    private static final long POLL_MILLIS = 50;

    private final WireProxy proxy;
    private final int number;
    private final Socket client;
    private final Socket server;
    // Guarded by this.
    private boolean clientsTurn = true;
    private boolean connecting = true;
    // Of the thread that reads from the server alone.
    private boolean brokenOff;

    /** @param number counts the proxy's connections, from 1 */
    WireConnection(WireProxy proxy, int number, Socket client, Socket server) {
        this.proxy = proxy;
        this.number = number;
        this.client = client;
        this.server = server;
    }

    /** Serves the connection to its end. */
    void run() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        DataInputStream fromClient = in(client);
        DataInputStream fromServer = in(server);
        DataOutputStream toClient = out(client);
        DataOutputStream toServer = out(server);
        Frame startup = Frame.readStartup(fromClient);
        while (startup.number() == SSL_REQUEST || startup.number() == GSSENC_REQUEST) {
            proxy.countRoundTrip(true);
            if (proxy.fault(startup) != null) {
                // Its answer is not a message: before and after it are the same.
                return;
            }
            toClient.writeByte('N');
            toClient.flush();
            startup = Frame.readStartup(fromClient);
        }
        if (pass(startup, toServer)) {
            toServer.flush();
            WireProxy.start("wire-proxy-answers", () -> pump(Sender.SERVER, fromServer, toClient));
            pump(Sender.CLIENT, fromClient, toServer);
        }
    }

    private void pump(Sender sender, DataInputStream in, DataOutputStream out) {
        try {
            while (pass(Frame.read(sender, in), out)) {
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException gone) {
            // That side has gone.
        } finally {
            flush(out);
            cut();
        }
    }

    /** Passes a frame on; false if the connection ends here. */
    private boolean pass(Frame original, DataOutputStream out) throws IOException {
        note(original);
        Frame frame = proxy.rewritten(original).on(number);
        Fault fault = proxy.fault(frame);
        if (fault == null) {
            if (frame.sender() == Sender.CLIENT || !isBrokenOff(frame)) {
                frame.write(out);
            }
            return true;
        }
        if (fault.kind() == Fault.Kind.HOLD) {
            out.flush();
            if (!released(fault)) {
                return false;
            }
            frame.write(out);
            return true;
        }
        Frame replacement = fault.replacement(frame);
        if (replacement != null) {
            replacement.write(out);
            brokenOff |= fault.kind() == Fault.Kind.BREAK_OFF;
            return fault.kind() != Fault.Kind.BREAK_OFF_AND_CUT;
        }
        if (fault.kind() == Fault.Kind.CUT_AFTER) {
            frame.write(out);
        }
        return false;
    }

    /** Whether a message of the server's belongs to an answer that was broken off before. */
    private boolean isBrokenOff(Frame frame) {
        brokenOff &= frame.type() != 'Z';
        return brokenOff;
    }

    /** Waits for the release; false if the connection ends before it. */
    private boolean released(Fault fault) {
        try {
            while (!fault.awaitRelease(POLL_MILLIS)) {
                if (client.isClosed()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException never) {
            return false;
        }
    }

    private synchronized void note(Frame frame) {
        if (frame.sender() == Sender.SERVER) {
            clientsTurn |= YOUR_TURN.indexOf(frame.type()) >= 0;
            connecting &= frame.type() != 'Z';
            return;
        }
        String sql = frame.sql();
        if (sql != null) {
            proxy.keep(sql);
        }
        // Terminate awaits no answer.
        if (clientsTurn && frame.type() != 'X') {
            clientsTurn = false;
            proxy.countRoundTrip(connecting);
        }
    }

    private static void flush(DataOutputStream out) {
        try {
            out.flush();
        } catch (IOException gone) {
            // Nobody is there to read it.
        }
    }

    /** Closes both sides. */
    void cut() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // It is closed either way.
            }
        }
    }

    private static DataInputStream in(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream(), SMALL));
    }

    private static DataOutputStream out(Socket socket) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), SMALL));
    }
}
