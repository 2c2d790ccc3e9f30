package dev.manticore.migrations.cli.database;

import org.jspecify.annotations.Nullable;

/** One of a URL's servers; null is what the URL leaves open. */
public record HostAndPort(@Nullable String host, @Nullable Integer port) {

    @Override
    public String toString() {
        return (host == null ? "" : host.contains(":") ? "[" + host + "]" : host) + (port == null ? "" : ":" + port);
    }
}
