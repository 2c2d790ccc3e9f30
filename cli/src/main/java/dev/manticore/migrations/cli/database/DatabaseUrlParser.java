package dev.manticore.migrations.cli.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses a URL. The two forms differ only in the names of the parameters, which are libpq's or the JDBC driver's, and
 * in the JDBC form's short form {@code jdbc:postgresql:database}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">libpq's URIs</a>
 */
final class DatabaseUrlParser {
    private static final String JDBC = "jdbc:postgresql:";
    private static final List<String> LIBPQ = List.of("postgresql://", "postgres://");
    private static final String ENCODE =
            "; percent-encode special characters in user, password and database, e.g. %40 for @";

    private final boolean jdbc;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private DatabaseUrlParser(boolean jdbc) {
        this.jdbc = jdbc;
    }

    static DatabaseUrl parse(String url) {
        if (url.startsWith(JDBC)) {
            String rest = url.substring(JDBC.length());
            return new DatabaseUrlParser(true)
                    .parseRest(rest.startsWith("//") ? rest.substring(2) : "/" + rest.replaceFirst("^/+", ""));
        }
        for (String prefix : LIBPQ) {
            if (url.startsWith(prefix)) {
                return new DatabaseUrlParser(false).parseRest(url.substring(prefix.length()));
            }
        }
        // No example with an at sign: all before it would be masked as a login.
        throw new IllegalArgumentException("the URL must begin with postgresql://, postgres:// or jdbc:postgresql:");
    }

    private DatabaseUrl parseRest(String rest) {
        int question = rest.indexOf('?');
        if (question >= 0) {
            parseParameters(rest.substring(question + 1));
        }
        String location = question < 0 ? rest : rest.substring(0, question);
        int slash = location.indexOf('/');
        String authority = slash < 0 ? location : location.substring(0, slash);
        String path = slash < 0 ? "" : decode(location.substring(slash + 1));

        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int colon = login.indexOf(':');
        String user = take("user", decode(colon < 0 ? login : login.substring(0, colon)));
        String password = take("password", colon < 0 ? "" : decode(login.substring(colon + 1)));
        String database = take(jdbc ? "PGDBNAME" : "dbname", path);
        return new DatabaseUrl(
                hosts(authority.substring(at + 1)),
                database,
                user,
                password == null ? null : new Password(password),
                parameters);
    }

    /** A part's value. A parameter of that name takes precedence. Null if empty. */
    private @Nullable String take(String parameter, String value) {
        String given = parameters.remove(parameter);
        String result = given == null ? value : given;
        return result.isEmpty() ? null : result;
    }

    /** Parameters take precedence. In a list of several hosts, one without a port has the default port. */
    private List<HostAndPort> hosts(String authority) {
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String part : HostLists.split(authority)) {
            int colon = part.indexOf(':', Math.max(part.indexOf(']'), 0));
            names.add(hostName(colon < 0 ? part : part.substring(0, colon)));
            ports.add(colon < 0 ? "" : part.substring(colon + 1));
        }
        String givenNames = parameters.remove(jdbc ? "PGHOST" : "host");
        String givenPorts = parameters.remove(jdbc ? "PGPORT" : "port");
        try {
            return HostLists.pair(
                    givenNames == null ? names : HostLists.split(givenNames),
                    givenPorts != null ? HostLists.split(givenPorts) : ports.equals(List.of("")) ? List.of() : ports);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(malformed.getMessage() + ENCODE, malformed);
        }
    }

    private static String hostName(String text) {
        boolean inBrackets = text.startsWith("[") && text.endsWith("]");
        return decode(inBrackets ? text.substring(1, text.length() - 1) : text);
    }

    private void parseParameters(String query) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            if (equals < 1) {
                throw new IllegalArgumentException("a parameter does not have the form name=value" + ENCODE);
            }
            String name = decode(pair.substring(0, equals));
            String value = pair.substring(equals + 1);
            // Like the JDBC driver: a plus is a space in its parameters, and in no other part.
            String decoded = decode(jdbc ? value.replace("+", "%20") : value);
            Optional<LibpqParameter> libpq = jdbc ? Optional.empty() : LibpqParameter.of(name);
            libpq.ifPresentOrElse(
                    parameter -> parameter.translate(decoded, parameters), () -> parameters.put(name, decoded));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            // The exception's message quotes the text, which may be a secret.
            throw new IllegalArgumentException("a percent sign is not followed by two hexadecimal digits" + ENCODE);
        }
    }
}
