package dev.manticore.migrations.cli.settings;

import dev.manticore.migrations.cli.database.DatabaseChoice;
import dev.manticore.migrations.cli.database.DatabaseUrl;
import dev.manticore.migrations.cli.database.HostAndPort;
import dev.manticore.migrations.cli.database.Password;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.failure.CliException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Determines the database and the user. The place that specifies the database decides: a user or password from a place
 * of lower precedence only fills a gap in its URL; one from a place of higher precedence overrides the URL.
 */
final class DatabaseResolver {
    private static final String DEFAULT_DIRECTORY = ".manticore/postgres";
    private static final String SUPERUSER = "postgres";

    private final Environment environment;
    private final Layers layers;

    DatabaseResolver(Environment environment, Layers layers) {
        this.environment = environment;
        this.layers = layers;
    }

    @Nullable
    DatabaseChoice resolve() {
        for (Layer layer : layers.inOrder()) {
            SettingValue url = layer.get(Setting.URL);
            SettingValue embedded = layer.get(Setting.EMBEDDED);
            if (url != null && embedded != null) {
                throw CliException.usage(
                        url.place() + " and " + embedded.place() + " specify two databases.", "Remove one of them.");
            }
            if (url != null) {
                return server(layer, url);
            }
            if (embedded != null) {
                return embedded(layer, embedded);
            }
        }
        return null;
    }

    private DatabaseChoice embedded(Layer layer, SettingValue directory) {
        String user = user(upTo(layer));
        return new DatabaseChoice.Embedded(
                environment.resolve(directory.text().isBlank() ? DEFAULT_DIRECTORY : directory.text()),
                user == null ? SUPERUSER : user);
    }

    private DatabaseChoice server(Layer layer, SettingValue value) {
        DatabaseUrl url = parse(value);
        if (layer == layers.commandLine() && url.holdsSecret()) {
            throw CliException.usage(
                    "--url contains a password, which everybody on this machine can read in the process list.",
                    "Remove it from --url and put it into MANTICORE_PASSWORD, PGPASSWORD or ~/.pgpass, or put the whole"
                            + " URL into MANTICORE_URL or manticore.properties.");
        }
        return new DatabaseChoice.Server(
                completed(url),
                first(user(upTo(layer)), url.user(), user(layers.inOrder()), environment.variable("PGUSER")),
                password(layer, url));
    }

    private static DatabaseUrl parse(SettingValue value) {
        try {
            return DatabaseUrl.parse(value.text().strip());
        } catch (IllegalArgumentException malformed) {
            throw CliException.usage(
                    value.place() + ": " + malformed.getMessage() + ".",
                    "Use postgresql://user@host:port/database or jdbc:postgresql://host:port/database.");
        }
    }

    /** Fills the gaps of the URL from psql's variables. */
    private DatabaseUrl completed(DatabaseUrl url) {
        List<HostAndPort> hosts = url.hosts().stream().map(this::completed).toList();
        Map<String, String> parameters = new LinkedHashMap<>(url.parameters());
        String sslMode = environment.variable("PGSSLMODE");
        if (sslMode != null) {
            parameters.putIfAbsent("sslmode", sslMode);
        }
        return new DatabaseUrl(
                hosts, first(url.database(), environment.variable("PGDATABASE")), url.user(), null, parameters);
    }

    private HostAndPort completed(HostAndPort given) {
        String host = first(given.host(), environment.variable("PGHOST"));
        String port = environment.variable("PGPORT");
        if (given.port() != null || port == null) {
            return new HostAndPort(host, given.port());
        }
        try {
            return new HostAndPort(host, Integer.valueOf(port));
        } catch (NumberFormatException malformed) {
            throw CliException.usage(
                    "PGPORT: '" + port + "' is not a port.", "Set it to a number, or specify the port in the URL.");
        }
    }

    private @Nullable Password password(Layer named, DatabaseUrl url) {
        String secret = first(
                secret(layers.variables()),
                named == layers.variables() ? secret(url) : null,
                environment.variable("PGPASSWORD"),
                secret(layers.file()),
                secret(url));
        return secret == null ? null : new Password(secret);
    }

    private static @Nullable String secret(Layer layer) {
        SettingValue value = layer.get(Setting.PASSWORD);
        return value == null || value.text().isEmpty() ? null : value.text();
    }

    private static @Nullable String secret(DatabaseUrl url) {
        return url.password() == null ? null : url.password().secret();
    }

    private List<Layer> upTo(Layer layer) {
        return layers.inOrder().subList(0, layers.inOrder().indexOf(layer) + 1);
    }

    private static @Nullable String user(List<Layer> places) {
        return places.stream()
                .map(layer -> layer.get(Setting.USER))
                .filter(Objects::nonNull)
                .map(SettingValue::text)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String first(@Nullable String... candidates) {
        return Stream.of(candidates).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
