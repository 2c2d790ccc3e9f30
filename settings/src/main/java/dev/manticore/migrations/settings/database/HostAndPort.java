package dev.manticore.migrations.settings.database;

import org.jspecify.annotations.Nullable;

/**
 * A server in a URL. Parts that the URL does not specify are null.
 *
 * @param host a name, an address, or a directory, which holds a Unix-domain socket
 */
public record HostAndPort(@Nullable String host, @Nullable Integer port) {

    boolean isDirectory() {
        return host != null && host.startsWith("/");
    }

    @Override
    public String toString() {
        String name = host == null ? "" : host.replace("/", "%2F");
        return (name.contains(":") ? "[" + name + "]" : name) + (port == null ? "" : ":" + port);
    }
}
