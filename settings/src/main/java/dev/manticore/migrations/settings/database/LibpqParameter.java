package dev.manticore.migrations.settings.database;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of libpq, and how the JDBC driver does the same.
 *
 * @param keyword its name in a URL and in a service file
 * @param variable its environment variable, or null
 * @param property the driver's name for it; null if the driver has nothing like it
 * @param values the supported values with the driver's values for them; null if the driver has the same ones
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS">libpq's parameters</a>
 */
public record LibpqParameter(
        String keyword,
        @Nullable String variable,
        @Nullable String property,
        @Nullable Map<String, String> values) {

    /** All that have an environment variable or another name in the driver, except for the parts of a URL. */
    private static final List<LibpqParameter> ALL = List.of(
            same("application_name", "PGAPPNAME", "ApplicationName"),
            same("channel_binding", "PGCHANNELBINDING", "channelBinding"),
            same("connect_timeout", "PGCONNECT_TIMEOUT", "connectTimeout"),
            same("gssencmode", "PGGSSENCMODE", "gssEncMode"),
            same("gsslib", "PGGSSLIB", "gsslib"),
            same("krbsrvname", "PGKRBSRVNAME", "kerberosServerName"),
            same("options", "PGOPTIONS", "options"),
            same("require_auth", "PGREQUIREAUTH", "requireAuth"),
            same("sslcert", "PGSSLCERT", "sslcert"),
            same("sslkey", "PGSSLKEY", "sslkey"),
            same("sslmode", "PGSSLMODE", "sslmode"),
            same("sslnegotiation", "PGSSLNEGOTIATION", "sslNegotiation"),
            same("sslpassword", null, "sslpassword"),
            same("sslrootcert", "PGSSLROOTCERT", "sslrootcert"),
            other("keepalives", null, "tcpKeepAlive", Map.of("0", "false", "1", "true")),
            other(
                    "load_balance_hosts",
                    "PGLOADBALANCEHOSTS",
                    "loadBalanceHosts",
                    Map.of("disable", "false", "random", "true")),
            other("requiressl", "PGREQUIRESSL", "sslmode", Map.of("0", "prefer", "1", "require")),
            other(
                    "target_session_attrs",
                    "PGTARGETSESSIONATTRS",
                    "targetServerType",
                    Map.of(
                            "any", "any",
                            "primary", "primary",
                            "read-write", "primary",
                            "standby", "secondary",
                            "read-only", "secondary",
                            "prefer-standby", "preferSecondary")),
            unsupportedBut("client_encoding", "PGCLIENTENCODING", "utf8", "utf-8", "unicode", "auto"),
            unsupportedBut("datestyle", "PGDATESTYLE", "iso"),
            unsupportedBut("geqo", "PGGEQO"),
            unsupportedBut("gssdelegation", "PGGSSDELEGATION", "0"),
            unsupportedBut("hostaddr", "PGHOSTADDR"),
            unsupportedBut("max_protocol_version", "PGMAXPROTOCOLVERSION", "3.0", "3.2", "latest"),
            unsupportedBut("min_protocol_version", "PGMINPROTOCOLVERSION", "3.0"),
            unsupportedBut("passfile", null),
            unsupportedBut("requirepeer", "PGREQUIREPEER"),
            unsupportedBut("sslcertmode", "PGSSLCERTMODE", "allow"),
            unsupportedBut("sslcompression", "PGSSLCOMPRESSION", "0", "1"),
            unsupportedBut("sslcrl", "PGSSLCRL"),
            unsupportedBut("sslcrldir", "PGSSLCRLDIR"),
            unsupportedBut("sslsni", "PGSSLSNI", "1"),
            unsupportedBut("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", "tlsv1.3"),
            unsupportedBut("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", "tlsv1", "tlsv1.1", "tlsv1.2"),
            unsupportedBut("timezone", "PGTZ"));

    private static LibpqParameter same(String keyword, @Nullable String variable, String property) {
        return new LibpqParameter(keyword, variable, property, null);
    }

    private static LibpqParameter other(
            String keyword, @Nullable String variable, String property, Map<String, String> values) {
        return new LibpqParameter(keyword, variable, property, values);
    }

    /** One that the driver does not have. The values listed change nothing. */
    private static LibpqParameter unsupportedBut(String keyword, @Nullable String variable, String... values) {
        return new LibpqParameter(
                keyword, variable, null, Stream.of(values).collect(Collectors.toMap(value -> value, value -> value)));
    }

    public static List<LibpqParameter> all() {
        return ALL;
    }

    public static Optional<LibpqParameter> of(String keyword) {
        return ALL.stream().filter(each -> each.keyword.equals(keyword)).findFirst();
    }

    /**
     * Sets the driver's property.
     *
     * @throws IllegalArgumentException if the driver cannot do what the value asks for
     */
    public void translate(String value, Map<String, String> properties) {
        String translated = values == null ? value : values.get(value.toLowerCase(Locale.ROOT));
        if (translated == null) {
            throw new IllegalArgumentException(unsupported(value));
        }
        if (property != null) {
            properties.put(property, translated);
        }
    }

    /** The value in libpq for one of the driver's; null if there is none. Of several, the first in alphabetical order. */
    public @Nullable String original(String translated) {
        return values == null
                ? translated
                : values.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(translated))
                        .map(Map.Entry::getKey)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }

    private String unsupported(String value) {
        return values == null || values.isEmpty()
                ? keyword + " is a parameter of libpq that is not supported here"
                : keyword + " does not support the value '" + value + "', only "
                        + String.join(", ", new TreeSet<>(values.keySet()));
    }
}
