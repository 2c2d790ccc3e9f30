package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.DatabaseUrl;
import dev.manticore.migrations.settings.database.Password;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.util.List;
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
    /** The variable of many hosting providers. It goes last, since it may mean another program's database. */
    private static final String DATABASE_URL = "DATABASE_URL";

    private final ProcessEnvironment environment;
    private final Layers layers;
    private final Wording wording;

    DatabaseResolver(ProcessEnvironment environment, Layers layers, Wording wording) {
        this.wording = wording;
        this.environment = environment;
        this.layers = layers;
    }

    @Nullable
    DatabaseChoice resolve() {
        for (Layer layer : layers.inOrder()) {
            SettingValue url = layer.get(Setting.URL);
            SettingValue embedded = layer.get(Setting.EMBEDDED);
            if (url != null && embedded != null) {
                throw ToolException.usage(
                        url.place() + " and " + embedded.place() + " specify two databases.", "Remove one of them.");
            }
            if (url != null) {
                return server(layer, url);
            }
            if (embedded != null) {
                return embedded(layer, embedded);
            }
        }
        String url = environment.variable(DATABASE_URL);
        return url == null ? null : server(layers.file(), new SettingValue(url, DATABASE_URL));
    }

    /** The database of a target with a URL. What its own place says goes before all others. */
    DatabaseChoice ofTarget(Layer target, SettingValue place) {
        DatabaseUrl url = parse(place);
        LibpqDefaults defaults = LibpqDefaults.of(environment, url);
        return server(
                place,
                url,
                defaults,
                first(user(List.of(target)), url.user(), user(layers.inOrder()), defaults.text("user")),
                first(
                        secret(target),
                        secret(url),
                        secret(layers.commandLine()),
                        secret(layers.variables()),
                        defaults.text("password"),
                        secret(layers.file()),
                        secret(layers.flyway())));
    }

    /** The database that an option names beside the one of the settings. */
    DatabaseChoice ofOption(SettingValue option) {
        refuseSecret(parse(option), option.place(), ".");
        return ofTarget(new Layer(), option);
    }

    /** The database of the scratch server. Its URL may have a password where others cannot read it. */
    DatabaseChoice ofScratch(SettingValue url) {
        return layers.commandLine().has(Setting.SCRATCH_URL) ? ofOption(url) : ofTarget(new Layer(), url);
    }

    private static DatabaseChoice server(
            SettingValue place,
            DatabaseUrl url,
            LibpqDefaults defaults,
            @Nullable String user,
            @Nullable String password) {
        return new DatabaseChoice.Server(
                defaults.complete(url, place.text().strip().startsWith("jdbc:")),
                user,
                password == null ? null : new Password(password));
    }

    private DatabaseChoice embedded(Layer layer, SettingValue directory) {
        String user = user(upTo(layer));
        return new DatabaseChoice.Embedded(
                environment.resolve(directory.text().isBlank() ? DEFAULT_DIRECTORY : directory.text()),
                user == null ? SUPERUSER : user);
    }

    private DatabaseChoice server(Layer layer, SettingValue value) {
        DatabaseUrl url = parse(value);
        if (layer == layers.commandLine()) {
            refuseSecret(
                    url,
                    wording.option(Setting.URL),
                    ", or put the whole URL into MANTICORE_URL or manticore.properties.");
        }
        LibpqDefaults defaults = LibpqDefaults.of(environment, url);
        return server(
                value,
                url,
                defaults,
                first(user(upTo(layer)), url.user(), user(layers.inOrder()), defaults.text("user")),
                password(value, url, defaults));
    }

    private void refuseSecret(DatabaseUrl url, String option, String elsewhere) {
        if (url.holdsSecret()) {
            throw ToolException.usage(
                    option + " contains a password, " + wording.secretInUrl() + ".",
                    "Remove it from " + option + " and put it into MANTICORE_PASSWORD, PGPASSWORD or ~/.pgpass"
                            + elsewhere);
        }
    }

    private static DatabaseUrl parse(SettingValue value) {
        try {
            return DatabaseUrl.parse(value.text().strip());
        } catch (IllegalArgumentException malformed) {
            throw ToolException.usage(
                    value.place() + ": " + malformed.getMessage() + ".",
                    "Use postgresql://user@host:port/database or jdbc:postgresql://host:port/database.");
        }
    }

    private @Nullable String password(SettingValue place, DatabaseUrl url, LibpqDefaults defaults) {
        boolean inVariable = isIn(layers.variables(), place);
        boolean inFlyway = isIn(layers.flyway(), place);
        boolean inDatabaseUrl = place.place().equals(DATABASE_URL);
        return first(
                secret(layers.commandLine()),
                secret(layers.variables()),
                inVariable ? secret(url) : null,
                inFlyway ? first(secret(layers.flyway()), secret(url)) : null,
                inDatabaseUrl ? first(secret(layers.file()), secret(url)) : null,
                defaults.text("password"),
                secret(layers.file()),
                secret(layers.flyway()),
                secret(url));
    }

    private static boolean isIn(Layer layer, SettingValue url) {
        SettingValue own = layer.get(Setting.URL);
        return own != null && own.place().equals(url.place());
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
