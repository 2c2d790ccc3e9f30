package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.settings.Layer;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.failure.ToolException;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The database of migrations that have connections of their own: if a URL or a user is set for them, and where the
 * application has the reactive client alone. What is not set is taken from the data source.
 */
record OwnDatabase(DataSourceMigrations migrations, DataSourceRuntimeConfig config) {
    private static final String JDBC = "jdbc.url";
    private static final String REACTIVE = "reactive.url";

    /** Adds URL, user and password; nothing if the migrations use the connections of the data source. */
    void addTo(Layer layer) {
        if (migrations.jdbc() && config.url().isEmpty() && config.user().isEmpty()) {
            refusePasswordAlone();
            return;
        }
        Config all = ConfigProvider.getConfig();
        if (config.url().isPresent()) {
            layer.set(Setting.URL, config.url().get(), property("url"));
        } else {
            String key = migrations.jdbc() ? JDBC : REACTIVE;
            layer.set(Setting.URL, url(all, key), DataSourceUtil.dataSourcePropertyKey(migrations.dataSource(), key));
        }
        boolean ownUser = config.user().isPresent();
        config.user()
                .or(() -> ofDataSource(all, "username"))
                .ifPresent(user -> layer.set(Setting.USER, user, property("user")));
        config.password()
                .or(() -> ownUser ? Optional.empty() : ofDataSource(all, "password"))
                .ifPresent(password -> layer.set(Setting.PASSWORD, password, property("password")));
    }

    private void refusePasswordAlone() {
        if (config.password().isPresent()) {
            throw ToolException.usage(
                    property("password") + " is set without a user.",
                    "Set " + property("user") + " as well, or remove it.");
        }
    }

    private String property(String key) {
        return MigrationsRuntimeConfig.property(migrations.dataSource(), key);
    }

    /** The URL of the data source without what names the driver. Of several reactive ones, the first. */
    private String url(Config all, String key) {
        return ofDataSource(all, key)
                .map(url -> url.split(",", 2)[0].strip())
                .map(url -> url.replaceFirst("^vertx-reactive:", "").replaceFirst("^jdbc:(otel|tracing):", "jdbc:"))
                .orElseThrow(() -> ToolException.usage(
                        DataSourceUtil.dataSourcePropertyKey(migrations.dataSource(), key) + " is not set.",
                        "Set it, or set " + property("url") + "."));
    }

    private Optional<String> ofDataSource(Config all, String key) {
        List<String> keys = DataSourceUtil.dataSourcePropertyKeys(migrations.dataSource(), key);
        return keys.stream()
                .flatMap(each -> all.getOptionalValue(each, String.class).stream())
                .findFirst();
    }
}
