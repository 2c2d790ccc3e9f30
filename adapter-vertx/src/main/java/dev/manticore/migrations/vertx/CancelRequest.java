package dev.manticore.migrations.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * Cancels a statement over a plain socket, for a client that is closed and opens no more connections, while its statement
 * goes on. Vert.x closes the clients in the same moment in which it calls the hooks that cancel the runs.
 *
 * <p>The request is not encrypted, as libpq's own was before version 17. PostgreSQL accepts it without TLS whatever
 * pg_hba.conf says. Whoever reads it learns how to cancel statements of this session, which ends with this one. A proxy
 * that insists on TLS refuses it; the statement then ends by itself.
 */
final class CancelRequest {
    private static final int LENGTH = 16;
    private static final int CODE = 80877102;
    private static final int LONGEST_MILLIS = 2_000;

    private CancelRequest() {}

    /** Succeeds when the server has handled the request; it has not necessarily been in time. */
    static Future<Void> send(SocketAddress server, int process, int key) {
        if (server.hostAddress() == null) {
            return Future.failedFuture("not a TCP connection: " + server);
        }
        Promise<Void> sent = Promise.promise();
        Thread thread = new Thread(
                () -> {
                    try {
                        sendNow(new InetSocketAddress(server.hostAddress(), server.port()), process, key);
                        sent.complete();
                    } catch (IOException | RuntimeException failure) {
                        sent.fail(failure);
                    }
                },
                "manticore-vertx-cancel");
        thread.setDaemon(true);
        thread.start();
        return sent.future();
    }

    private static void sendNow(InetSocketAddress server, int process, int key) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, LONGEST_MILLIS);
            socket.setSoTimeout(LONGEST_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(ByteBuffer.allocate(LENGTH)
                    .putInt(LENGTH)
                    .putInt(CODE)
                    .putInt(process)
                    .putInt(key)
                    .array());
            out.flush();
            awaitEnd(socket);
        }
    }

    /** The server has no answer; it closes the connection when it has handled the request. A pooler may keep it open. */
    private static void awaitEnd(Socket socket) {
        try {
            socket.getInputStream().read();
        } catch (IOException sentAllTheSame) {
            // Sent; nobody can know whether in time.
        }
    }
}
