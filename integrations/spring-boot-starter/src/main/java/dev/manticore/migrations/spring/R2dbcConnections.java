package dev.manticore.migrations.spring;

import dev.manticore.migrations.application.Connection;
import dev.manticore.migrations.application.SettingProblems;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;

/**
 * The database behind the R2DBC connections of the application. The migrations connect to it over another driver, since
 * the one of R2DBC parses and changes the text of scripts.
 */
final class R2dbcConnections {
    /** The options of the driver that the JDBC driver has as well, by their names there. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "sslMode", "sslmode",
            "sslRootCert", "sslrootcert",
            "sslCert", "sslcert",
            "sslKey", "sslkey");

    private static final String SEARCH_PATH = "search_path";

    private final ObjectProvider<ConnectionFactory> factories;

    R2dbcConnections(ObjectProvider<ConnectionFactory> factories) {
        this.factories = factories;
    }

    Optional<Connection> find(DatabaseSettings settings, SettingProblems problems) {
        ConnectionFactory factory = factories.getIfUnique();
        if (factory == null) {
            return Optional.empty();
        }
        OptionsCapableConnectionFactory capable = OptionsCapableConnectionFactory.unwrapFrom(factory);
        Optional<Connection> connection =
                capable == null ? Optional.empty() : connection(capable.getOptions(), settings.own());
        if (connection.isEmpty()) {
            problems.add(
                    settings.property("url"),
                    "The database of the R2DBC connections is not known: they do not lead to one host of PostgreSQL by"
                            + " spring.r2dbc.*, but are created in another way.",
                    "Set it to jdbc:postgresql://host:port/database, since the migrations connect with another driver.");
        }
        return connection;
    }

    private static Optional<Connection> connection(ConnectionFactoryOptions options, DatabaseProperties own) {
        String driver = text(options, ConnectionFactoryOptions.DRIVER);
        String protocol = text(options, ConnectionFactoryOptions.PROTOCOL);
        String host = text(options, ConnectionFactoryOptions.HOST);
        String database = text(options, ConnectionFactoryOptions.DATABASE);
        boolean postgres = isPostgres(driver) || ("pool".equals(driver) && isPostgres(protocol));
        if (!postgres || host == null || host.contains(",")) {
            return Optional.empty();
        }
        Object port = options.getValue(ConnectionFactoryOptions.PORT);
        String url = "jdbc:postgresql://" + host + (port == null ? "" : ":" + port) + "/"
                + (database == null ? "" : encoded(database)) + parameters(options);
        Connection application = new Connection(
                url, text(options, ConnectionFactoryOptions.USER), text(options, ConnectionFactoryOptions.PASSWORD));
        return Optional.of(application.of(new Connection(null, own.getUser(), own.getPassword())));
    }

    private static boolean isPostgres(@Nullable String name) {
        return "postgresql".equals(name) || "postgres".equals(name);
    }

    private static String parameters(ConnectionFactoryOptions options) {
        List<String> parameters = new ArrayList<>();
        PARAMETERS.forEach((name, parameter) -> {
            Object value = options.getValue(Option.valueOf(name));
            if (value != null) {
                String text = name.equals("sslMode")
                        ? value.toString().toLowerCase(Locale.ROOT).replace('_', '-')
                        : value.toString();
                parameters.add(parameter + "=" + encoded(text));
            }
        });
        if (Boolean.TRUE.equals(options.getValue(ConnectionFactoryOptions.SSL))
                && options.getValue(Option.valueOf("sslMode")) == null) {
            parameters.add("sslmode=verify-full");
        }
        String searchPath = searchPath(options);
        if (searchPath != null) {
            parameters.add("currentSchema=" + encoded(searchPath));
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    /** Both drivers send it as it is when they connect. */
    private static @Nullable String searchPath(ConnectionFactoryOptions options) {
        for (String name : List.of("schema", "currentSchema")) {
            Object value = options.getValue(Option.valueOf(name));
            if (value != null) {
                return value.toString();
            }
        }
        Object settings = options.getValue(Option.valueOf("options"));
        if (settings instanceof Map<?, ?> map) {
            Object value = map.get(SEARCH_PATH);
            return value == null ? null : value.toString();
        }
        return settings == null
                ? null
                : Arrays.stream(settings.toString().split(";", -1))
                        .filter(setting -> setting.startsWith(SEARCH_PATH + "="))
                        .map(setting -> setting.substring(SEARCH_PATH.length() + 1))
                        .findFirst()
                        .orElse(null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable String text(ConnectionFactoryOptions options, Option<?> option) {
        Object value = options.getValue(option);
        return value == null ? null : value.toString();
    }
}
