package dev.manticore.migrations.testing;

import dev.manticore.migrations.embedded.EmbeddedServer;

/** One server for all tests of this module. */
final class SharedServer implements TestServer {

    static EmbeddedServer running() {
        return Holder.SERVER;
    }

    @Override
    public Address address() {
        EmbeddedServer server = running();
        return new Address(server.jdbcUrl(), server.user(), server.password());
    }

    private static final class Holder {
        static final EmbeddedServer SERVER = EmbeddedServer.temporary().start();
    }
}
