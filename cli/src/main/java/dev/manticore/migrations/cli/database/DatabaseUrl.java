package dev.manticore.migrations.cli.database;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database's URL, taken apart; null is what it leaves open.
 *
 * @param hosts several if the URL names several, which are tried in order
 * @param parameters by the JDBC driver's names
 */
public record DatabaseUrl(
        List<HostAndPort> hosts,
        @Nullable String database,
        @Nullable String user,
        @Nullable Password password,
        Map<String, String> parameters) {
    /** What else is a secret: the passphrase of the client's key. */
    private static final String KEY_PASSPHRASE = "sslpassword";

    public DatabaseUrl {
        hosts = List.copyOf(hosts);
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads {@code jdbc:postgresql:..}, {@code postgresql://..} or {@code postgres://..}.
     *
     * @throws IllegalArgumentException when it is none; the message holds no part of the URL that may be a secret
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
