package dev.manticore.migrations.settings.database;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed database URL. Parts that the URL does not specify are null.
 *
 * @param hosts one or more; they are tried in order
 * @param parameters with the JDBC driver's names as keys
 */
public record DatabaseUrl(
        List<HostAndPort> hosts,
        @Nullable String database,
        @Nullable String user,
        @Nullable Password password,
        Map<String, String> parameters) {
    /** Another secret: the passphrase of the client's key. */
    private static final String KEY_PASSPHRASE = "sslpassword";

    public DatabaseUrl {
        hosts = List.copyOf(hosts);
        parameters = Map.copyOf(parameters);
    }

    /**
     * Parses {@code jdbc:postgresql:..}, {@code postgresql://..} or {@code postgres://..}.
     *
     * @throws IllegalArgumentException if it is malformed; the message contains no part of the URL that may be secret
     */
    public static DatabaseUrl parse(String url) {
        return DatabaseUrlParser.parse(url);
    }

    public boolean holdsSecret() {
        return password != null || parameters.containsKey(KEY_PASSPHRASE);
    }

    /** Without password and parameters. */
    @Override
    public String toString() {
        return "postgresql://" + (user == null ? "" : user + "@")
                + String.join(",", hosts.stream().map(HostAndPort::toString).toList())
                + (database == null ? "" : "/" + database);
    }
}
