package dev.manticore.migrations.cli.database;

import org.jspecify.annotations.Nullable;

/** A server in a URL. Parts that the URL does not specify are null. */
public record HostAndPort(@Nullable String host, @Nullable Integer port) {

    @Override
    public String toString() {
        return (host == null ? "" : host.contains(":") ? "[" + host + "]" : host) + (port == null ? "" : ":" + port);
    }
}
