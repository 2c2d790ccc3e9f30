package dev.manticore.migrations.settings.database;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketFactory;

/** Connects to one Unix-domain socket, whatever host the driver asks for. The driver creates it by its name. */
public final class UnixSocketFactory extends AFUNIXSocketFactory {
    private final Path socket;

    /** @param socket the file; the data source passes it on */
    public UnixSocketFactory(String socket) {
        this.socket = Path.of(socket);
    }

    /** Returns a connected socket, since the failure of a later connect would not name the file. */
    @Override
    public Socket createSocket() throws SocketException {
        try {
            return connectTo(address());
        } catch (IOException failure) {
            SocketException named = new SocketException(socket + ": " + failure.getMessage());
            named.initCause(failure);
            throw named;
        }
    }

    @Override
    public AFUNIXSocketAddress addressFromHost(String host, int port) throws SocketException {
        return address();
    }

    private AFUNIXSocketAddress address() throws SocketException {
        return AFUNIXSocketAddress.of(socket);
    }
}
