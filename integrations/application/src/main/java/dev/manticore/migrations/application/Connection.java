package dev.manticore.migrations.application;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the connection of the migrations: all of it with a URL, or only the user.
 *
 * @param url {@code jdbc:postgresql:..}, or null
 * @param user null for the one of the URL or of the application
 * @param password null for none, or for the one of the URL
 */
public record Connection(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password) {
    private static final String JDBC = "jdbc:";
    private static final String POSTGRES = "jdbc:postgresql:";

    /**
     * A connection to a URL in one of the forms {@code jdbc:postgresql:..}, {@code postgresql://..} and {@code
     * postgres://..}; the last two may have the user and the password.
     *
     * @throws IllegalArgumentException if it has another form; the message tells nothing that may be secret
     */
    public static Connection to(String text, @Nullable String user, @Nullable String password) {
        String url = text.strip();
        if (url.startsWith(POSTGRES)) {
            return new Connection(url, user, password);
        }
        if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
            throw new IllegalArgumentException(
                    "the URL begins neither with jdbc:postgresql: nor with postgresql://; only PostgreSQL and"
                            + " CockroachDB can be migrated");
        }
        try {
            URI uri = new URI(url);
            String[] given = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
            return new Connection(
                    POSTGRES + "//" + authority.substring(authority.indexOf('@') + 1) + uri.getRawPath()
                            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                    user == null && given.length > 0 ? decoded(given[0]) : user,
                    password == null && given.length > 1 ? decoded(given[1]) : password);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("the URL is malformed at its character " + (malformed.getIndex() + 1));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The URL of JDBC without the parameters {@code user} and {@code password}. */
    public static String withoutUser(String url) {
        return without(url, List.of("user", "password"));
    }

    /** The URL of JDBC without these parameters. */
    public static String without(String url, List<String> names) {
        int query = url.indexOf('?');
        if (query < 0) {
            return url;
        }
        String kept = Arrays.stream(url.substring(query + 1).split("&"))
                .filter(parameter -> !names.contains(parameter.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
        return url.substring(0, query) + (kept.isEmpty() ? "" : "?" + kept);
    }

    /** The same URL as the clients that do not speak JDBC know it: {@code postgresql://..}. */
    public String uri() {
        return Objects.requireNonNull(url, "url").substring(JDBC.length());
    }

    /** The same server for the user of the other one, if there is one, and with its password, if there is one. */
    public Connection of(Connection other) {
        return other.user == null
                ? this
                : new Connection(url, other.user, other.password == null ? password : other.password);
    }

    /** Without the password, also in the URL. */
    @Override
    public String toString() {
        return "connection of the migrations";
    }
}
